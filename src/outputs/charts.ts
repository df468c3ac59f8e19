import type { Assessment, CheckResult, Exhibit } from '../model/generated/assessment.ts';
import { factName, leafChecks } from './words.ts';

/** Charts drawn in full, and rows of the overview. What is left out is said, and is in the embedded assessment. */
const chartLimit = 24;
const rowLimit = 60;
const binLimit = 20;

const width = 520;
const height = 260;
const plot = { left: 52, right: 6, top: 10, bottom: 76 } as const;

const round = (value: number): number => Math.round(value * 100) / 100;
const share = (value: number): string => `${Math.round(value * 1000) / 10} %`;
const number = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1) : value.toFixed(3);

interface Threshold {
  readonly value: number;
  readonly upper: boolean;
  readonly text: string;
  readonly meets: (value: number) => boolean;
}

interface Bound {
  readonly words: string;
  readonly upper: boolean;
  readonly meets: (value: number, bound: number) => boolean;
}

const bounds: Readonly<Record<string, Bound>> = {
  below: { words: 'below', upper: true, meets: (value, bound) => value < bound },
  atMost: { words: 'at most', upper: true, meets: (value, bound) => value <= bound },
  above: { words: 'above', upper: false, meets: (value, bound) => value > bound },
  atLeast: { words: 'at least', upper: false, meets: (value, bound) => value >= bound },
};

/** Every check that judges the same fact of the same population, with the control that it belongs to. */
const checksOf = (assessment: Assessment, exhibit: Exhibit): readonly { control: string; check: CheckResult }[] =>
  assessment.findings.flatMap((finding) =>
    leafChecks(finding.checks)
      .filter(
        (check) =>
          check.population === exhibit.population && check.expected.some((expected) => expected.fact === exhibit.fact),
      )
      .map((check) => ({ control: finding.control, check })),
  );

/** The strictest numeric bound that a control of this audit sets on the fact that the exhibit explains; an upper one first. */
const thresholdOf = (checks: readonly { check: CheckResult }[], fact: string): Threshold | undefined =>
  checks
    .flatMap(({ check }) => check.expected)
    .filter((expected) => expected.fact === fact && expected.value.trim() !== '')
    .flatMap((expected): Threshold[] => {
      const bound = bounds[expected.comparator];
      const value = Number(expected.value);
      return bound && Number.isFinite(value)
        ? [
            {
              value,
              upper: bound.upper,
              text: `${bound.words} ${expected.value}`,
              meets: (seen) => bound.meets(seen, value),
            },
          ]
        : [];
    })
    .sort((a, b) => Number(b.upper) - Number(a.upper) || (a.upper ? a.value - b.value : b.value - a.value))[0];

const standings = {
  exception: { label: 'Exception', outcome: 'not-satisfied' },
  undetermined: { label: 'Could not be judged', outcome: 'undetermined' },
  within: { label: 'Within tolerance', outcome: 'satisfied' },
  beyond: { label: 'Beyond the bound, not counted by a control', outcome: 'not-exercised' },
  unbounded: { label: 'No bound set', outcome: 'not-applicable' },
} as const;

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
const barsOf = (exhibit: Exhibit) => {
  const bins = fewBins(exhibit);
  const top = Math.max(0.02, ...bins.flatMap((bin) => [bin.reference, bin.current]));
  const step = niceStep(top);
  const ticks = Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, index) => index * step);
  const ceiling = ticks.at(-1) ?? top;
  const base = height - plot.bottom;
  const yOf = (value: number): number => round(base - (value / ceiling) * (base - plot.top));
  const slot = (width - plot.left - plot.right) / Math.max(1, bins.length);
  const bar = Math.min(22, slot * 0.36);
  const slanted = slot < 84;
  return {
    width,
    height,
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
        label: shortLabel(bin.label, slanted ? 10 : 11),
        x,
        y,
        slanted,
        turn: `rotate(-35 ${x} ${y})`,
        referenceText: share(bin.reference),
        currentText: share(bin.current),
        reference: rect(bin.reference, middle - bar - 1),
        current: rect(bin.current, middle + 1),
      };
    }),
  };
};

const standingOf = (
  exhibit: Exhibit,
  checks: readonly { check: CheckResult }[],
  threshold: Threshold | undefined,
): keyof typeof standings => {
  const names = (list: 'exceptions' | 'undetermined'): boolean =>
    checks.some(({ check }) => check[list].some((item) => item.item === exhibit.item));
  if (names('exceptions')) return 'exception';
  if (names('undetermined') || exhibit.value === undefined) return 'undetermined';
  if (threshold === undefined) return 'unbounded';
  return threshold.meets(exhibit.value) ? 'within' : 'beyond';
};

const order: readonly (keyof typeof standings)[] = ['exception', 'undetermined', 'beyond', 'within', 'unbounded'];

/** The charts of a report: an overview of every measured item against its bound, and the distributions behind the worst. */
export const chartsView = (assessment: Assessment, anchorOf: (control: string) => string) => {
  const measured = assessment.exhibits
    .map((exhibit) => {
      const checks = checksOf(assessment, exhibit);
      const threshold = thresholdOf(checks, exhibit.fact);
      return { exhibit, checks, threshold, standing: standingOf(exhibit, checks, threshold) };
    })
    .sort(
      (a, b) =>
        order.indexOf(a.standing) - order.indexOf(b.standing) ||
        (b.exhibit.value ?? -1) - (a.exhibit.value ?? -1) ||
        (a.exhibit.id < b.exhibit.id ? -1 : 1),
    );
  const largest = Math.max(
    0.05,
    ...measured.flatMap(({ exhibit, threshold }) => [exhibit.value ?? 0, threshold?.value ?? 0]),
  );
  const scale = 1000 / (largest * 1.08);
  const rows = measured.map(({ exhibit, checks, threshold, standing }, index) => ({
    title: exhibit.title,
    item: exhibit.item,
    fact: factName(exhibit.fact),
    value: exhibit.value === undefined ? 'not measured' : number(exhibit.value),
    at: exhibit.at ?? null,
    bound: threshold?.text ?? 'none set',
    label: standings[standing].label,
    icon: standings[standing].outcome,
    bar: round(Math.max(0, exhibit.value ?? 0) * scale),
    mark: threshold === undefined ? null : round(threshold.value * scale),
    href: index < chartLimit ? `chart-${index + 1}` : null,
    controls: [...new Set(checks.map(({ control }) => control))].map((control) => ({
      control,
      anchor: anchorOf(control),
    })),
  }));
  return {
    any: rows.length > 0,
    rows: rows.slice(0, rowLimit),
    omittedRows: Math.max(0, rows.length - rowLimit),
    charts: measured.slice(0, chartLimit).map(({ exhibit }, index) => ({
      id: `chart-${index + 1}`,
      row: rows[index] ?? null,
      note: exhibit.note ?? null,
      plot: barsOf(exhibit),
    })),
    omittedCharts: Math.max(0, measured.length - chartLimit),
  };
};
