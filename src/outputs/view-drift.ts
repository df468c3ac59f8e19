import type { Assessment } from '../model/generated/assessment.ts';
import { barsOf, round } from './charts.ts';
import { type Measured, measuredItems, standings, standsOut } from './standing.ts';
import { anchorOf } from './view-outcome.ts';
import { byCode, counted, factName, longDate } from './words.ts';

/** Distributions drawn, and rows of the first table. What is left out is said, and is in the embedded assessment. */
const chartLimit = { screen: 40, print: 8 } as const;
const rowLimit = 24;
const tableLimit = 60;

/** Three digits after the point, or as many as the first one that is not zero needs. */
const number = (value: number): string =>
  value === 0 || Math.abs(value) >= 0.001
    ? value.toFixed(3)
    : Math.abs(value) >= 0.0001
      ? value.toFixed(4)
      : value.toExponential(1);

const subjectOf = ({ exhibit }: Measured): string => exhibit.subject ?? exhibit.item;

const itemView = (item: Measured, scale: number) => ({
  subject: subjectOf(item),
  group: item.exhibit.group ?? null,
  item: item.exhibit.item,
  title: item.exhibit.title,
  fact: factName(item.exhibit.fact),
  value: item.exhibit.value === undefined ? 'not measured' : number(item.exhibit.value),
  at: item.exhibit.at === undefined ? null : longDate(item.exhibit.at),
  bound: item.threshold?.text ?? 'none set',
  label: standings[item.standing].label,
  icon: standings[item.standing].outcome,
  bar: round(Math.min(1000, Math.max(0, item.exhibit.value ?? 0) * scale)),
  mark: item.threshold === undefined ? null : round(item.threshold.value * scale),
  controls: item.controls.map((control) => ({ control, anchor: anchorOf('control', control) })),
});

const chartView = (item: Measured, scale: number) => ({
  id: anchorOf('chart', item.exhibit.id),
  row: itemView(item, scale),
  note: item.exhibit.note ?? null,
  measures: item.exhibit.measures ?? [],
  plot: barsOf(item.exhibit),
});

const dateText = (date: string): string => (date === '' ? 'No date' : longDate(date));

const cellView = (item: Measured, drawn: ReadonlySet<Measured>) => ({
  value: item.exhibit.value === undefined ? 'none' : number(item.exhibit.value),
  out: standsOut(item),
  icon: standings[item.standing].outcome,
  label: standings[item.standing].label,
  href: drawn.has(item) ? anchorOf('chart', item.exhibit.id) : null,
});

const largest = (items: readonly Measured[]): number => Math.max(...items.map(({ exhibit }) => exhibit.value ?? -1));

/** All values of one group: a row for each thing measured, a column for each date, the row with the largest value first. */
const tableView = (members: readonly Measured[], drawn: ReadonlySet<Measured>) => {
  const dates = [...new Set(members.map(({ exhibit }) => exhibit.at ?? ''))].sort(byCode);
  const rows = [...new Set(members.map(subjectOf))]
    .map((subject) => ({ subject, items: members.filter((item) => subjectOf(item) === subject) }))
    .sort((a, b) => largest(b.items) - largest(a.items) || byCode(a.subject, b.subject));
  return {
    dates: dates.map(dateText),
    rows: rows.slice(0, tableLimit).map(({ subject, items }) => ({
      subject,
      cells: dates.map((date) => ({
        date: dateText(date),
        values: items.filter(({ exhibit }) => (exhibit.at ?? '') === date).map((item) => cellView(item, drawn)),
      })),
    })),
    omitted: Math.max(0, rows.length - tableLimit),
  };
};

/** Drift: what stands out first, then each group (a model) with the distributions behind it and all its values. */
export const driftView = (assessment: Assessment, print: boolean) => {
  const measured = measuredItems(assessment);
  const outstanding = measured.filter(standsOut);
  // On paper only what stands out is drawn; without any such, the largest value shows what was measured.
  const candidates = print ? (outstanding.length > 0 ? outstanding : measured.slice(0, 2)) : measured;
  const drawn = new Set(candidates.slice(0, print ? chartLimit.print : chartLimit.screen));
  const top = Math.max(
    0.05,
    ...measured.flatMap(({ exhibit, threshold }) => [exhibit.value ?? 0, threshold?.value ?? 0]),
  );
  const scale = 1000 / (top * 1.08);
  const names = [...new Set(measured.map(({ exhibit }) => exhibit.group ?? ''))];
  const groups = names.map((name) => {
    const members = measured.filter(({ exhibit }) => (exhibit.group ?? '') === name);
    const charts = members.filter((item) => drawn.has(item));
    const standing = members.filter(standsOut).length;
    return {
      name: name === '' ? 'Measured items' : name,
      anchor: anchorOf('drift', name),
      summary: `${counted(members.length, 'value')}; ${standing === 0 ? 'none stands' : standing === 1 ? '1 stands' : `${standing} stand`} out.`,
      worst: charts.filter(standsOut).map((item) => chartView(item, scale)),
      others: charts.filter((item) => !standsOut(item)).map((item) => chartView(item, scale)),
      table: tableView(members, drawn),
    };
  });
  return {
    any: measured.length > 0,
    count: counted(measured.length, 'value'),
    outstanding: outstanding.slice(0, rowLimit).map((item) => ({
      ...itemView(item, scale),
      href: drawn.has(item) ? anchorOf('chart', item.exhibit.id) : null,
    })),
    omittedRows: Math.max(0, outstanding.length - rowLimit),
    groups,
    omittedCharts: measured.length - drawn.size,
  };
};
