import { plainText, shortened } from '../base/plain-text.ts';
import type { FactSheet } from '../model/facts.ts';
import type { DriftRunFacts } from '../model/generated/facts/drift-run.ts';
import { barsOf, round } from './charts.ts';
import {
  absenceOf,
  byScore,
  type DriftFeature,
  type DriftStanding,
  driftStandingOf,
  driftStandings,
  limitOf,
} from './drift-standing.ts';
import { scoreText } from './drift-text.ts';
import { pageHtml } from './html.ts';
import { compiledTemplate } from './template.ts';
import { counted } from './words.ts';

const chartLimit = 60;

/** What the page is told beside the sheet. */
export interface DriftPageContext {
  readonly tool: string;
  readonly asOf: string;
  /** Limit that every monitored feature is held to; undefined without one. */
  readonly limit: number | undefined;
}

const percent = (share: number | undefined): string =>
  share === undefined ? '-' : `${(share * 100).toFixed(share > 0 && share < 0.001 ? 2 : 1)} %`;

/** The worst standing of a run decides what the page says first. A feature that nobody measured is never passed over. */
const verdictOf = (standings: readonly DriftStanding[], held: boolean) => {
  const count = (standing: DriftStanding): number => standings.filter((each) => each === standing).length;
  const open = count('too-few') + count('not-measured');
  const left =
    open === 0
      ? ''
      : ` ${counted(open, 'feature')} could not be judged: not measured, or on too few rows for the limit.`;
  const judged = standings.length - count('not-held');
  if (judged === 0)
    return { icon: 'undetermined', headline: 'Nothing was measured', sentence: 'The run has no monitored feature.' };
  if (count('above') > 0)
    return {
      icon: 'not-satisfied',
      headline: `${counted(count('above'), 'feature')} above the limit`,
      sentence: `Of ${counted(judged, 'monitored feature')}, ${count('above')} reached the limit.${left}`,
    };
  if (open > 0)
    return {
      icon: 'undetermined',
      headline: `${counted(open, 'feature')} could not be judged`,
      sentence: `${judged - open} of ${counted(judged, 'monitored feature')} could.${left}`,
    };
  return held
    ? {
        icon: 'satisfied',
        headline: 'Every score is within the limit',
        sentence: `${counted(judged, 'monitored feature')}, each below its limit, on samples whose noise lies below the limit as well.`,
      }
    : {
        icon: count('moved') > 0 ? 'unattested' : 'not-exercised',
        headline: `${counted(count('moved'), 'score')} beyond the noise`,
        sentence: 'No limit was given, so nothing is judged.',
      };
};

const rowsScale = (features: readonly DriftFeature[], limit: number | undefined): number =>
  1000 / (1.08 * Math.max(0.05, ...features.flatMap((feature) => [feature.psi ?? 0, limitOf(feature, limit) ?? 0])));

/** One drift run as an offline page, with the facts embedded as inert JSON. */
export const driftPage = (sheet: FactSheet, { tool, asOf, limit }: DriftPageContext): string => {
  const facts = sheet.facts as unknown as DriftRunFacts;
  const features = byScore(facts.features);
  const exhibits = new Map(sheet.exhibits.map((exhibit) => [exhibit.item, exhibit]));
  const scale = rowsScale(features, limit);
  const drawn = features.filter(({ id }) => exhibits.has(id)).slice(0, chartLimit);
  const limits = new Set(features.map((feature) => limitOf(feature, limit)));
  const held = [...limits].some((each) => each !== undefined);
  const rowOf = (feature: DriftFeature) => {
    const standing = driftStandings[driftStandingOf(feature, limit)];
    const own = limitOf(feature, limit);
    return {
      name: shortened(plainText(feature.feature ?? feature.id), 80),
      role: feature.role === 'feature' ? null : (feature.role ?? null),
      href: drawn.includes(feature) ? `chart-${drawn.indexOf(feature)}` : null,
      psi: feature.psi === undefined ? '-' : scoreText(feature.psi),
      noise: feature.noiseFloor === undefined ? '-' : scoreText(feature.noiseFloor),
      missing: percent(feature.nullShareChange),
      limit: own === undefined ? 'none' : String(own),
      bar: round(Math.min(1000, (feature.psi ?? 0) * scale)),
      mark: own === undefined ? null : round(own * scale),
      icon: standing.icon,
      label: standing.label,
      reason: feature.psi === undefined ? absenceOf(facts, sheet.absent, feature) : null,
    };
  };
  const chartOf = (feature: DriftFeature, index: number) => {
    const exhibit = exhibits.get(feature.id);
    const view = rowOf(feature);
    return exhibit === undefined
      ? []
      : [
          {
            id: `chart-${index}`,
            row: {
              subject: view.name,
              at: null,
              icon: view.icon,
              fact: 'PSI',
              value: view.psi,
              bound: view.limit === 'none' ? 'none set' : `below ${view.limit}`,
              title: exhibit.title,
              controls: [],
            },
            note: exhibit.note ?? null,
            plot: barsOf(exhibit),
          },
        ];
  };
  const sideOf = (title: string, path = 'not read', rows?: number, sha256 = 'not computed') => ({
    title,
    path: plainText(path),
    rows: rows === undefined ? 'rows not counted' : `${rows.toLocaleString('en')} rows`,
    sha256,
  });
  const model = shortened(plainText(facts.model ?? 'Model'), 120);
  const body = compiledTemplate('templates/drift/page.hbs')({
    model,
    window: facts.windowStart === undefined ? 'no window' : `${facts.windowStart} to ${facts.windowEnd ?? '?'}`,
    verdict: verdictOf(
      features.map((feature) => driftStandingOf(feature, limit)),
      held,
    ),
    method: facts.method ?? 'none',
    engine: facts.engine ?? 'no engine',
    limit: held ? `PSI below ${[...limits].filter((each) => each !== undefined).join(', ')}` : 'none given',
    tool,
    asOf,
    snapshots: [
      sideOf('Reference snapshot', facts.referencePath, facts.referenceRows, facts.referenceSha256),
      sideOf('Current snapshot', facts.currentPath, facts.currentRows, facts.currentSha256),
    ],
    problems: sheet.problems.map(({ message }) => message),
    count: counted(features.length, 'feature'),
    rows: features.map(rowOf),
    charts: drawn.flatMap(chartOf),
    omitted: Math.max(0, sheet.exhibits.length - drawn.length),
  });
  return pageHtml({ title: `Drift of ${model}`, body, data: { id: 'drift-run', value: sheet } });
};
