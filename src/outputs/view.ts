import { plainData } from '../base/plain-text.ts';
import type { Assessment } from '../model/generated/assessment.ts';
import { outcomes, outcomeWords } from '../model/outcome.ts';
import { assessmentDigest } from './json.ts';
import { verdictOf } from './verdict.ts';
import { applicabilityView } from './view-applicability.ts';
import { attentionView } from './view-attention.ts';
import { attestationsView } from './view-attestations.ts';
import { datesView } from './view-dates.ts';
import { driftView } from './view-drift.ts';
import { evidenceView } from './view-evidence.ts';
import { findingsView } from './view-findings.ts';
import { frameworksView } from './view-frameworks.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { requirementsView } from './view-requirements.ts';
import { samplesView } from './view-samples.ts';
import { tailoringView } from './view-tailoring.ts';
import { counted, dateWords, lastDay, longDate, outcomeMeanings, sentenceOf, waiverWords } from './words.ts';

/**
 * Everything that the templates show, as plain data in which every key is present (`null` for what is not there), so that
 * a template never decides more than whether a thing is there. `print` is true for the PDF, which has nothing to unfold.
 */
export const reportView = (original: Assessment, print: boolean) => {
  const assessment = plainData(original);
  const verdict = verdictOf(assessment);
  const findings = findingsView(assessment, print);
  const leftOut = assessment.profile.leftOut ?? [];
  return {
    print,
    cover: {
      title: assessment.title,
      system: assessment.system.name,
      systemId: assessment.system.id,
      version: assessment.system.version ?? null,
      roles: (assessment.system.roles ?? []).join(', '),
      intendedPurpose: assessment.system.intendedPurpose ?? null,
      period:
        assessment.profile.basis === 'date'
          ? 'None: as of a date'
          : `${longDate(assessment.period.start)} to ${longDate(lastDay(assessment.period))}`,
      asOf: longDate(assessment.asOf),
      profile: assessment.profile.title,
      profileId: assessment.profile.id,
      tool: `${assessment.tool.name} ${assessment.tool.version}`,
      sha256: assessmentDigest(original),
    },
    verdict: {
      outcome: outcomeView(verdict.outcome),
      headline: verdict.headline,
      tailored: verdict.tailored,
      sentence: verdict.sentence,
      aside: verdict.aside,
      gate: verdict.gate,
      // What does not apply, and what applies later, is told in a sentence: it is nothing to act on today.
      tiles: findings.groups
        .filter(({ id }) => id !== 'not-applicable' && id !== 'ahead')
        .map(({ id, outcome, count }) => ({ group: id, outcome, count })),
    },
    attention: attentionView(assessment, print),
    frameworks: frameworksView(assessment),
    classification: applicabilityView(assessment),
    dates: datesView(assessment),
    findings,
    drift: driftView(assessment, print),
    attestations: attestationsView(assessment),
    samples: samplesView(assessment),
    waivers: assessment.waivers.map((waiver) => ({
      ...waiver,
      approverRole: waiver.approverRole ?? null,
      signature: waiver.signature ?? null,
      from: longDate(waiver.from),
      until: longDate(waiver.until),
      explanation: dateWords(waiver.explanation),
      state: waiverWords[waiver.state],
      icon: waiver.state === 'effective' ? ('satisfied' as const) : ('not-satisfied' as const),
      anchor: anchorOf('control', waiver.control),
    })),
    evidence: evidenceView(assessment),
    requirements: requirementsView(assessment, print),
    tailoring: tailoringView(assessment),
    leftOut: {
      any: leftOut.length > 0,
      count: counted(leftOut.length, 'control'),
      controls: leftOut.map(({ control, title, check }) => ({ control, title, check: sentenceOf(check) })),
    },
    blocking: assessment.profile.blocks
      .map((block) => outcomes.find((outcome) => outcome === block))
      .map((outcome) => (outcome === undefined ? '' : outcomeWords[outcome].label.toLowerCase()))
      .filter((label) => label !== '')
      .join(', '),
    inputs: {
      project: assessment.inputs.project,
      waivers: assessment.inputs.waivers ?? null,
      trust: assessment.inputs.trust ?? null,
      facts: assessment.inputs.facts,
      engine: assessment.inputs.engine,
      policies: assessment.inputs.policies.sha256,
      policyCount: counted(assessment.inputs.policies.files.length, 'policy file'),
    },
    glossary: outcomes.map((outcome) => ({ ...outcomeView(outcome), meaning: outcomeMeanings[outcome] })),
  };
};

export type ReportView = ReturnType<typeof reportView>;
