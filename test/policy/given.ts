import type { PolicyText } from '../../src/policy/policy-set.ts';

/** A small set of policies without a flaw. */
export const sound: Readonly<Record<string, string>> = {
  'catalogs/law.yaml': `id: law
title: A law
version: '1'
source: https://example.org/law
notice: None.
asOf: 2026-11-01
requirements:
  - id: '1'
    title: First
    citation: Art. 1
    applies:
      - { from: 2027-12-02, when: large, basis: Art. 9, confidence: high }
      - { from: 2026-08-02, basis: Art. 9, confidence: high }
  - id: '2'
    title: Second
    citation: Art. 2
    notTestedHere: It binds authorities.
`,
  'catalogs/criteria.yaml': `id: criteria
title: Criteria
version: '1'
source: https://example.org/criteria
notice: None.
asOf: 2026-11-01
requirements:
  - { id: A1, title: First, citation: A1 }
`,
  'conditions/large.yaml': `id: large
title: It is large
when:
  all:
    - facts: { modelCount: { above: 10 } }
    - not: { condition: old }
`,
  'conditions/old.yaml': `id: old
title: It is old
when:
  facts: { placedOnMarketOn: { before: 2020-01-01 } }
`,
  'controls/drift/tolerance.yaml': `id: drift.tolerance
title: Features stay within tolerance
failureTitle: A feature left its tolerance
answers: [law#1, criteria#A1]
why: It matters.
appliesWhen: large
severity: high
method: TEST
decides: machine
parameters:
  psiMax: { value: 0.2, floor: { atMost: 0.25 }, title: Largest PSI }
  every: { value: P31D, floor: { noLongerThan: P92D }, title: Longest gap }
checks:
  - id: within-tolerance
    kind: each
    population: drift-run#/features
    where: { monitored: { is: true } }
    expect: { psi: { below: { param: psiMax } } }
  - id: recent
    kind: freshness
    population: drift-run
    at: windowEnd
    within: { param: every }
remedy: Retrain.
`,
  'controls/risk/judged.yaml': `id: risk.judged
title: A person finds the risk acceptable
failureTitle: The risk is not accepted
answers: [law#1]
why: It matters.
severity: medium
method: INTERVIEW
decides: person
checks:
  - id: acceptable
    kind: attested
    question: Is the risk acceptable?
    roles: [risk-owner]
remedy: Ask.
`,
  'profiles/everything.yaml': `id: everything
title: Every control
include: ['*']
tailoring: { longest: P184D }
`,
  'profiles/all.yaml': `id: all
title: Everything
include: ['*']
`,
  'profiles/law.yaml': `id: law
title: The law
include: ['law#*']
exclude:
  - { control: risk.judged, reason: Not yet staffed, until: 2026-11-30 }
parameters:
  drift.tolerance: { psiMax: 0.1 }
`,
  'tests/drift/tolerance.yaml': `control: drift.tolerance
cases:
  - name: all within tolerance
    facts:
      system: [{ modelCount: 20, placedOnMarketOn: 2021-01-01 }]
      drift-run: [{ windowEnd: 2026-11-10, features: [{ monitored: true, psi: 0.1 }, { monitored: false, psi: 0.9 }] }]
    outcome: satisfied
  - name: one feature drifted
    facts:
      system: [{ modelCount: 20, placedOnMarketOn: 2021-01-01 }]
      drift-run: [{ windowEnd: 2026-11-10, features: [{ id: age, monitored: true, psi: 0.3 }] }]
    outcome: not-satisfied
    exceptions: [age]
    reason: psi is 0.3, expected below 0.2
  - name: the score is missing
    facts:
      system: [{ modelCount: 20, placedOnMarketOn: 2021-01-01 }]
      drift-run: [{ windowEnd: 2026-11-10, features: [{ monitored: true }] }]
    outcome: undetermined
`,
  'tests/risk/judged.yaml': `control: risk.judged
cases:
  - name: accepted
    facts:
      attestation: [{ control: risk.judged, determination: yes, by: Ada Muster, role: risk-owner, attestedOn: 2026-10-01, validUntil: 2027-09-30 }]
    outcome: satisfied
  - name: nobody answered
    facts: {}
    outcome: unattested
`,
};

/** The sound policies with some texts replaced; `undefined` leaves a file out. */
export const policiesWith = (changes: Readonly<Record<string, string | undefined>> = {}): readonly PolicyText[] =>
  Object.entries({ ...sound, ...changes }).flatMap(([path, text]) => (text === undefined ? [] : [{ path, text }]));

/** The sound policies with a text replaced in one file. Throws when the file does not hold it. */
export const edited = (path: string, from: string, to: string): readonly PolicyText[] => {
  const text = sound[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  return policiesWith({ [path]: text.replace(from, to) });
};
