import { expect, test } from 'vitest';
import type { TailoringChange } from '../../src/model/generated/assessment.ts';
import { reportHtml } from '../../src/outputs/html.ts';
import { textReport } from '../../src/outputs/text.ts';
import { sampleAssessment } from './sample-assessment.ts';

const changes: readonly TailoringChange[] = [
  {
    layer: 'pack acme',
    change: 'replaced',
    subject: 'control a.b',
    from: 'policies/controls/a/b.yaml',
    reason: 'Ours is tighter.',
    state: 'in-effect',
  },
  { layer: 'plumbline.yaml', change: 'included', subject: 'risk.*', state: 'in-effect' },
  { layer: 'profile base', change: 'locked', subject: 'drift.x', parameter: 'every', state: 'without-effect' },
  {
    layer: 'profile base',
    change: 'severity',
    subject: 'drift.x',
    from: 'low',
    to: 'high',
    reason: 'It happened.',
    state: 'in-effect',
  },
  {
    layer: 'profile base',
    change: 'parameter',
    subject: 'drift.x',
    parameter: 'psiMax',
    from: '0.2',
    to: '0.3',
    beyondFloor: true,
    state: 'overridden',
  },
  {
    layer: 'plumbline.yaml',
    change: 'excluded',
    subject: 'risk.y',
    reason: 'Moved.',
    until: '2026-03-31',
    state: 'ended',
  },
];
const sample = sampleAssessment();
const digest = 'c'.repeat(64);
const packs = [{ id: 'acme', title: 'Acme’s own', version: '7', sha256: digest, files: 12 }];
const assessment = {
  ...sample,
  profile: { ...sample.profile, extends: ['base'], tailoring: [...changes] },
  inputs: { ...sample.inputs, policies: { ...sample.inputs.policies, packs } },
};

test('the text tells every change in a sentence: from what to what, until when, by whom, why, and whether it counts', () => {
  const text = textReport(assessment, { color: false, width: 110 }).replaceAll(/\n {4}/g, ' ');
  for (const line of [
    'TAILORING (6)',
    'control a.b: replaced (was policies/controls/a/b.yaml; pack acme): Ours is tighter.',
    'risk.*: added to what is tested (plumbline.yaml)',
    'drift.x: parameter every locked (profile base) [No effect: the profile does not select it]',
    'drift.x: severity raised (from low to high; profile base): It happened.',
    'drift.x: parameter psiMax (from 0.2 to 0.3; beyond its floor; profile base) [No effect: a later layer says otherwise]',
    'risk.y: left out (until 2026-03-31; plumbline.yaml): Moved. [Ended: no effect any more]',
    `Acme’s own (acme), sha256 ${digest}`,
  ])
    expect(text).toContain(line);
});

test('the report has a table of them, and of the packs', () => {
  const section = /<section id="tailoring"[\s\S]*?<\/section>/.exec(reportHtml(assessment, false))?.[0] ?? '';
  const words = section.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toContain(
    'What was tested is what profile base, then profile recommender and then plumbline.yaml make of the policies.',
  );
  expect(words).toContain(
    'Parameter psiMax drift.x profile base 0.2 0.3 looser than its floor: the control answers no requirement No reason was given No end No effect: a later layer says otherwise',
  );
  expect(words).toContain('Left out risk.y plumbline.yaml – – Moved. 31 March 2026 Ended: no effect any more');
  expect(words).toContain(`Acme’s own acme 7 12 files ${digest}`);
  const none = { ...sample, profile: { ...sample.profile, tailoring: [] } };
  expect(reportHtml(none, false)).toContain('Nothing was changed: the policies were used as they ship.');
});
