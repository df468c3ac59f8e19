import type { Reperformance } from '../audit/reperform.ts';
import { plainText } from '../base/plain-text.ts';
import type { VerificationReport } from '../signing/verification.ts';

const levels = {
  none: 'REFUSED',
  integrity: 'ACCEPTED: the report is unchanged; who made it is not shown',
  identity: 'ACCEPTED: the report is unchanged, and signed by a key that you trust',
} as const satisfies Record<VerificationReport['level'], string>;

/** Which audit the statement is about: an older or narrower report verifies as well as the one that was expected. */
const whatItIs = (predicate: NonNullable<VerificationReport['statement']>['predicate']): readonly string[] => {
  const { system, period, asOf, profile, gate, summary, tool } = predicate;
  const counts = Object.entries(summary)
    .filter(([, count]) => Number(count) > 0)
    .map(([outcome, count]) => `${count} ${outcome}`);
  return [
    `an audit of ${system.name} (${system.id}), period ${period.start} to ${period.end}, as of ${asOf}`,
    `profile ${profile.id} (${profile.title}), by ${tool.name} ${tool.version}`,
    `findings: ${counts.join(', ')}; the gate is ${gate.blocked ? 'closed' : 'open'}`,
  ];
};

/** The answer of `plumbline verify`, for people: what was checked, the verdict, and what a valid signature does not say. */
export const verificationText = (report: VerificationReport): string => {
  const lines = report.checks.map(({ ok, words }) => `  ${ok ? 'ok    ' : 'FAILED'}  ${plainText(words)}`);
  const signers = report.signers.map(
    ({ of, name, trustedAs, spkiSha256, claimedTime }) =>
      `  ${plainText(of)}: ${plainText(name)}, trusted as "${plainText(trustedAs)}", claims ${claimedTime}\n    key ${spkiSha256}`,
  );
  const about = report.statement === undefined ? [] : whatItIs(report.statement.predicate);
  return [
    'What was checked',
    ...lines,
    ...(signers.length === 0 ? [] : ['', 'Who signed', ...signers]),
    ...(about.length === 0 ? [] : ['', 'What was signed', ...about.map((line) => `  ${plainText(line)}`)]),
    ...(report.warnings.length === 0
      ? []
      : ['', 'Worth knowing', ...report.warnings.map((words) => `  ${plainText(words)}`)]),
    '',
    levels[report.level],
    '',
    'What this does not say',
    ...report.doesNotSay.map((words) => `  ${plainText(words)}`),
    '',
  ].join('\n');
};

/** What came of re-performing, for people. */
export const reperformanceText = (reperformance: Reperformance): string =>
  [
    'Re-performed from the evidence',
    ...reperformance.files.map(({ name, same, words }) => `  ${same ? 'ok    ' : 'DIFFERS'}  ${name}: ${words}`),
    ...reperformance.notCompared.map(({ name, reason }) => `  --      ${name} not compared: ${plainText(reason)}`),
    ...(reperformance.firstDifference === undefined
      ? []
      : ['', `First difference in the assessment:\n  ${plainText(reperformance.firstDifference)}`]),
    '',
    reperformance.same
      ? 'SAME: the evidence gives this report again.'
      : 'DIFFERENT: the evidence does not give this report.',
    '',
  ].join('\n');
