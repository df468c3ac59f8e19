import type { Exhibit } from '../model/generated/assessment.ts';

/** Bins drawn apart. The rest are added up, and the label says how many. */
const binLimit = 20;

const width = 520;
const base = 172;
const plot = { left: 60, right: 6, top: 10, slanted: 88, level: 28 } as const;

/** Two digits after the point: as fine as anything is drawn. */
export const round = (value: number): number => Math.round(value * 100) / 100;
const share = (value: number): string => `${Math.round(value * 1000) / 10} %`;

const niceStep = (top: number): number =>
  [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1].find((step) => top / step <= 5) ?? top / 4;

/** At most `binLimit` bins: the largest stay, in their order; the others are added up, and the label says how many. */
const fewBins = (exhibit: Exhibit): { label: string; reference: number; current: number }[] => {
  const bins = exhibit.labels.map((label, index) => ({
    label,
    index,
    reference: exhibit.reference[index] ?? 0,
    current: exhibit.current[index] ?? 0,
  }));
  if (bins.length <= binLimit) return bins;
  const weight = (bin: (typeof bins)[number]): number => Math.max(bin.reference, bin.current);
  const kept = new Set([...bins].sort((a, b) => weight(b) - weight(a) || a.index - b.index).slice(0, binLimit - 1));
  const rest = bins.filter((bin) => !kept.has(bin));
  return [
    ...bins.filter((bin) => kept.has(bin)),
    {
      label: `${rest.length} others`,
      reference: rest.reduce((sum, bin) => sum + bin.reference, 0),
      current: rest.reduce((sum, bin) => sum + bin.current, 0),
    },
  ];
};

const shortLabel = (label: string, length: number): string =>
  [...label].length <= length ? label : `${[...label].slice(0, length - 1).join('')}…`;

/** Geometry of one chart of grouped bars, in the units of its view box. */
export const barsOf = (exhibit: Exhibit) => {
  const bins = fewBins(exhibit);
  const top = Math.max(0.02, ...bins.flatMap((bin) => [bin.reference, bin.current]));
  const step = niceStep(top);
  const ticks = Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, index) => index * step);
  const ceiling = ticks.at(-1) ?? top;
  const yOf = (value: number): number => round(base - (value / ceiling) * (base - plot.top));
  const slot = (width - plot.left - plot.right) / Math.max(1, bins.length);
  const bar = Math.min(22, slot * 0.36);
  const slanted = slot < 84;
  const angle = bins.length > 12 ? -55 : -35;
  return {
    width,
    height: base + (slanted ? plot.slanted : plot.level),
    left: plot.left,
    right: width - plot.right,
    base,
    axisX: plot.left - 8,
    ticks: ticks.map((tick) => ({ y: yOf(tick), textY: yOf(tick) + 5, label: `${round(tick * 100)} %` })),
    bins: bins.map((bin, index) => {
      const middle = plot.left + slot * (index + 0.5);
      const rect = (value: number, x: number) => ({
        x: round(x),
        y: yOf(value),
        width: round(bar),
        height: round(base - yOf(value)),
      });
      const x = round(middle);
      const y = base + (slanted ? 15 : 20);
      return {
        full: bin.label,
        label: shortLabel(bin.label, slanted ? 14 : 11),
        x,
        y,
        slanted,
        turn: `rotate(${angle} ${x} ${y})`,
        referenceText: share(bin.reference),
        currentText: share(bin.current),
        reference: rect(bin.reference, middle - bar - 1),
        current: rect(bin.current, middle + 1),
      };
    }),
  };
};
