import { plainText } from '../base/plain-text.ts';
import type { Assessment } from '../model/generated/assessment.ts';
import { outcomes, outcomeWords } from '../model/outcome.ts';
import { chartsView } from './charts.ts';
import { assessmentDigest } from './json.ts';
import { verdictOf } from './verdict.ts';
import { anchorOf, findingsView, outcomeView } from './view-findings.ts';
import { datesView, frameworksView, requirementsView } from './view-frameworks.ts';
import { conditionWords, counted, lastDay, longDate, outcomeMeanings, placeText, waiverWords } from './words.ts';

/** A copy in which every string is free of control, bidirectional and invisible characters. */
const cleaned = <T>(value: T): T => {
  if (typeof value === 'string') return plainText(value) as T;
  if (Array.isArray(value)) return value.map(cleaned) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cleaned(member)])) as T;
};

const bytesText = (size: number): string =>
  size < 1000
    ? `${size} B`
    : size < 1_000_000
      ? `${(size / 1000).toFixed(1)} kB`
      : `${(size / 1_000_000).toFixed(1)} MB`;

const conditionOrder = ['true', 'unknown', 'false'] as const;
const holdingFirst = (a: Assessment['conditions'][number], b: Assessment['conditions'][number]): number =>
  conditionOrder.indexOf(a.value) - conditionOrder.indexOf(b.value);

const conditionIcons = { true: 'satisfied', false: 'not-applicable', unknown: 'undetermined' } as const;

/**
 * Everything that the templates show, as plain data in which every key is present (`null` for what is not there), so that
 * a template never decides more than whether a thing is there. `print` is true for the PDF, which has nothing to unfold.
 */
export const reportView = (original: Assessment, print: boolean) => {
  const assessment = cleaned(original);
  const verdict = verdictOf(assessment);
  const findings = findingsView(assessment, print);
  const problems = assessment.evidence.flatMap((item) => item.problems);
  return {
    print,
    cover: {
      title: assessment.title,
      system: assessment.system.name,
      systemId: assessment.system.id,
      version: assessment.system.version ?? null,
      roles: (assessment.system.roles ?? []).join(', '),
      intendedPurpose: assessment.system.intendedPurpose ?? null,
      period: `${longDate(assessment.period.start)} to ${longDate(lastDay(assessment.period))}`,
      asOf: longDate(assessment.asOf),
      profile: assessment.profile.title,
      profileId: assessment.profile.id,
      tool: `${assessment.tool.name} ${assessment.tool.version}`,
      sha256: assessmentDigest(original),
    },
    verdict: {
      outcome: outcomeView(verdict.outcome),
      headline: verdict.headline,
      sentence: verdict.sentence,
      gate: verdict.gate,
      blocked: assessment.gate.blocked,
      reasons: assessment.gate.reasons,
      tiles: outcomes
        .map((outcome) => ({ ...outcomeView(outcome), count: verdict.counts[outcome] }))
        .filter((tile) => tile.count > 0),
      upcoming: verdict.upcoming,
    },
    frameworks: frameworksView(assessment),
    conditions: [...assessment.conditions].sort(holdingFirst).map((condition) => ({
      title: condition.title,
      id: condition.id,
      reason: condition.reason,
      value: conditionWords[condition.value],
      icon: conditionIcons[condition.value],
    })),
    dates: datesView(assessment),
    findings,
    charts: chartsView(assessment, (control) => anchorOf('control', control)),
    waivers: assessment.waivers.map((waiver) => ({
      ...waiver,
      state: waiverWords[waiver.state],
      icon: waiver.state === 'effective' ? ('satisfied' as const) : ('not-satisfied' as const),
      anchor: anchorOf('control', waiver.control),
    })),
    evidence: {
      count: counted(assessment.evidence.length, 'file'),
      items: assessment.evidence.map((item) => ({
        path: item.path,
        kind: item.kind,
        size: bytesText(item.size),
        sha256: item.sha256,
        problems: item.problems.length,
      })),
      problems: problems.map((problem) => ({
        where: placeText(problem),
        message: problem.message,
        code: problem.code,
      })),
    },
    requirements: requirementsView(assessment),
    excluded: assessment.profile.excluded,
    blocking: assessment.profile.blocks
      .map((block) => outcomes.find((outcome) => outcome === block))
      .map((outcome) => (outcome === undefined ? '' : outcomeWords[outcome].label.toLowerCase()))
      .filter((label) => label !== '')
      .join(', '),
    inputs: {
      project: assessment.inputs.project,
      waivers: assessment.inputs.waivers ?? null,
      facts: assessment.inputs.facts,
      engine: assessment.inputs.engine,
      policies: assessment.inputs.policies.sha256,
      policyCount: counted(assessment.inputs.policies.files.length, 'policy file'),
    },
    glossary: outcomes.map((outcome) => ({ ...outcomeView(outcome), meaning: outcomeMeanings[outcome] })),
  };
};

export type ReportView = ReturnType<typeof reportView>;
