import { plainText, shortened } from '../base/plain-text.ts';
import type { Exhibit, FactSheet } from '../model/facts.ts';
import type { DriftRunFacts } from '../model/generated/facts/drift-run.ts';
import { cells, padded, wrapped } from './cells.ts';
import {
  absenceOf,
  byScore,
  type DriftFeature,
  type DriftStanding,
  driftStandingOf,
  driftStandings,
} from './drift-standing.ts';
import { counted } from './words.ts';

/** How a measured drift run is shown. */
export interface DriftPaper {
  readonly color: boolean;
  readonly width: number;
  /** Limit that the caller holds every monitored feature to; undefined without one. */
  readonly limit: number | undefined;
}

const marks = '▁▂▃▄▅▆▇█';
const sparkWidth = 12;

/** A bar for each bin, on a scale that both sides share. A bin without a value has no bar. Neighbouring bins are added up beyond 12. */
const sparkline = (shares: readonly number[], top: number): string => {
  const size = Math.max(1, Math.ceil(shares.length / sparkWidth));
  const groups = Array.from({ length: Math.ceil(shares.length / size) }, (_, index) =>
    shares.slice(index * size, (index + 1) * size).reduce((sum, share) => sum + share, 0),
  );
  return groups
    .map((share) =>
      share <= 0 || top <= 0
        ? ' '
        : (marks[Math.min(marks.length - 1, Math.floor((share / top) * marks.length))] ?? '█'),
    )
    .join('');
};

const sparksOf = (exhibit: Exhibit | undefined): readonly [string, string] => {
  if (exhibit === undefined) return ['', ''];
  const size = Math.max(1, Math.ceil(exhibit.labels.length / sparkWidth));
  const top = Math.max(...exhibit.reference, ...exhibit.current) * (size === 1 ? 1 : size * 0.7);
  return [sparkline(exhibit.reference, top), sparkline(exhibit.current, top)];
};

const colours = {
  above: 31,
  'too-few': 33,
  'not-measured': 33,
  within: 32,
  moved: 36,
  still: 2,
  'not-held': 2,
} as const satisfies Record<DriftStanding, number>;

const painted = (text: string, code: number, { color }: DriftPaper): string =>
  color ? `\u001b[${code}m${text}\u001b[0m` : text;

/** A score to four digits; one that is smaller in two significant ones. */
export const scoreText = (score: number): string =>
  score === 0 || score >= 0.00005 ? score.toFixed(4) : score.toExponential(1);

const right = (text: string, width: number): string => ' '.repeat(Math.max(0, width - cells(text))) + text;

const nameWidth = 22;

const row = (feature: DriftFeature, exhibit: Exhibit | undefined, paper: DriftPaper): string => {
  const standing = driftStandingOf(feature, paper.limit);
  const [before, after] = sparksOf(exhibit);
  const name = padded(shortened(plainText(feature.feature ?? feature.id), nameWidth), nameWidth);
  const number = (value: number | undefined): string => right(value === undefined ? '-' : scoreText(value), 8);
  return `  ${name}${number(feature.psi)}${number(feature.noiseFloor)}  ${padded(before, sparkWidth)} ${padded(after, sparkWidth)} ${painted(driftStandings[standing].label, colours[standing], paper)}\n`;
};

const snapshot = (
  side: string,
  path: string | undefined,
  rows: number | undefined,
  sha256: string | undefined,
): string =>
  `${padded(side, 10)}${shortened(plainText(path ?? 'not read'), 60)}\n          ${rows === undefined ? 'rows not counted' : `${rows.toLocaleString('en')} rows`}${sha256 === undefined ? '' : `, SHA-256 ${sha256.slice(0, 16)}…`}\n`;

const indented = (text: string, indent: number, { width }: DriftPaper): string =>
  wrapped(plainText(text), Math.max(24, Math.min(width, 80) - indent))
    .map((line) => `${' '.repeat(indent)}${line}\n`)
    .join('');

/** What the method that the run states gives, in columns like those of ours. */
const statedText = (facts: DriftRunFacts, absent: FactSheet['absent'], paper: DriftPaper): string => {
  if (facts.statedMethod === undefined || facts.statedMethod === facts.method) return '';
  const rows = facts.features.map((feature, index) => {
    const name = padded(shortened(plainText(feature.feature ?? feature.id), nameWidth), nameWidth);
    return feature.statedPsi === undefined
      ? `  ${name}${right('-', 8)}\n${indented(absent[`/features/${index}/statedPsi`] ?? 'not measured', 6, paper)}`
      : `  ${name}${right(scoreText(feature.statedPsi), 8)}  ${counted(feature.statedBins ?? 0, 'bin')}\n`;
  });
  const method = shortened(plainText(facts.statedMethod), 60);
  return `\n${painted(`  by ${method}, which the run states; no limit is held to it`, 2, paper)}\n${rows.join('')}`;
};

const slicesShown = 10;

/** The slices with the largest scores. */
const slicesText = (facts: DriftRunFacts, absent: FactSheet['absent'], paper: DriftPaper): string => {
  if (facts.sliceBy === undefined) return '';
  const head = `\n${painted(`  slices by ${shortened(plainText(facts.sliceBy), 40)}, the largest scores`, 2, paper)}\n`;
  if (facts.slices.length === 0) return `${head}${indented(absent['/slices'] ?? 'none', 2, paper)}`;
  const sorted = facts.slices.toSorted((a, b) => (b.psi ?? -1) - (a.psi ?? -1));
  const number = (value: number | undefined): string => right(value === undefined ? '-' : scoreText(value), 8);
  const rows = sorted.slice(0, slicesShown).map(({ feature = '', slice = '', psi, noiseFloor, currentCount = 0 }) => {
    const name = padded(shortened(plainText(feature), nameWidth), nameWidth);
    return `  ${name}${number(psi)}${number(noiseFloor)}  ${padded(shortened(plainText(slice), 20), 20)} ${counted(currentCount, 'value')}\n`;
  });
  const left = sorted.length - rows.length;
  return `${head}${rows.join('')}${left > 0 ? `  ${counted(left, 'more score')} ${left === 1 ? 'is' : 'are'} in --json\n` : ''}`;
};

const verdictText = { true: 'agrees', false: 'differs', undefined: 'unverified' } as const;

/** What other tools claim, and what came of it. */
const claimsText = (facts: DriftRunFacts, absent: FactSheet['absent'], paper: DriftPaper): string => {
  if (facts.claims.length === 0) return '';
  const rows = facts.claims.map((claim, index) => {
    const standing = verdictText[`${claim.verified}`];
    const reason = absent[`/claims/${index}/verified`];
    const score = claim.score === undefined ? 'no number' : scoreText(claim.score);
    const named = `${claim.claimant ?? ''}: ${claim.named ?? 'no method named'}`;
    return `  ${padded(shortened(plainText(claim.feature ?? claim.id), nameWidth), nameWidth)}${right(score, 10)}  ${padded(shortened(plainText(named), 28), 28)}  ${standing}\n${reason === undefined ? '' : indented(reason, 6, paper)}`;
  });
  const few = rows.slice(0, 30);
  return `\n${painted('  claims of other tools', 2, paper)}\n${few.join('')}${rows.length > few.length ? `  ${rows.length - few.length} more claims are in --json\n` : ''}`;
};

/** A measured drift run for a terminal of 80 columns or more: a row for each feature, the largest score first. */
export const driftText = (sheet: FactSheet, paper: DriftPaper): string => {
  const facts = sheet.facts as unknown as DriftRunFacts;
  const exhibits = new Map(sheet.exhibits.map((exhibit) => [exhibit.item, exhibit]));
  const features = byScore(facts.features);
  const unmeasured = features.filter(({ psi }) => psi === undefined);
  const window = facts.windowStart === undefined ? '' : `, ${facts.windowStart} to ${facts.windowEnd ?? '?'}`;
  const head = `  ${padded('feature', nameWidth)}${right('PSI', 8)}${right('noise', 8)}  ${padded('reference', sparkWidth)} ${padded('current', sparkWidth)}`;
  const reasons = new Map<string, string[]>();
  for (const feature of unmeasured) {
    const reason = absenceOf(facts, sheet.absent, feature);
    reasons.set(reason, [...(reasons.get(reason) ?? []), feature.feature ?? feature.id]);
  }
  const moved = features.filter(({ psi = 0, noiseFloor = 0 }) => psi > noiseFloor).length;
  const measured = features.length - unmeasured.length;
  return [
    `${painted(plainText(facts.model ?? 'model'), 1, paper)}${window}\n`,
    snapshot('reference', facts.referencePath, facts.referenceRows, facts.referenceSha256),
    snapshot('current', facts.currentPath, facts.currentRows, facts.currentSha256),
    `method    ${facts.method ?? 'none'}, counted by ${facts.engine ?? 'no engine'}\n\n`,
    `${painted(head, 2, paper)}\n`,
    ...features.map((feature) => row(feature, exhibits.get(feature.id), paper)),
    measured === 0 ? '  nothing was measured\n' : '\n',
    measured === 0
      ? ''
      : indented(
          `${moved} of ${measured} scores lie beyond their noise, which is where 95 of 100 scores stay when nothing has changed; ${(facts.expectedByChance ?? 0).toFixed(1)} would do so by chance.`,
          2,
          paper,
        ),
    statedText(facts, sheet.absent, paper),
    slicesText(facts, sheet.absent, paper),
    claimsText(facts, sheet.absent, paper),
    ...[...reasons].map(([reason, names]) => indented(`not measured: ${names.join(', ')}: ${reason}`, 2, paper)),
    ...sheet.problems.map(({ message }) => indented(`problem: ${message}`, 2, paper)),
  ].join('');
};
