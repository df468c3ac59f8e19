import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/audit.ts';
import { evidenceRequests } from '../../src/audit/evidence-requests.ts';
import { defaultToolkit, shippedPolicies } from '../../src/audit/toolkit.ts';
import { leavesOf, readsOf } from '../../src/checks/registry.ts';
import { memoryTree } from '../../src/files/memory.ts';
import { parsePopulation } from '../../src/model/facts.ts';
import type { EvidenceRequestList } from '../../src/model/generated/evidence-requests.ts';
import { validate } from '../../src/model/validate.ts';
import { loadPolicies } from '../../src/policy/load.ts';
import { resolvePlan } from '../../src/policy/resolve.ts';

const asOf = '2026-11-20';
const policies = loadPolicies(shippedPolicies().filter(({ path }) => !path.startsWith('tests/')));
const planOf = (profile: string) => resolvePlan(policies, profile, undefined, asOf);
const request = (list: EvidenceRequestList, what: string) => list.requests.find((each) => each.what === what);

describe('the evidence request list', () => {
  const everything = planOf('everything');
  const list = evidenceRequests(everything, asOf);

  it('is valid under its schema, for every profile', () => {
    for (const profile of policies.profiles.keys())
      expect(validate('evidence-requests', evidenceRequests(planOf(profile), asOf))).toMatchObject({ ok: true });
  });

  it('asks, of every control, for every kind of evidence that its checks read, and puts every question', () => {
    for (const { control } of everything.controls) {
      const leaves = leavesOf(control.checks).map(({ check }) => check);
      const kinds = leaves.flatMap((check) =>
        check.kind === 'attested' ? [] : readsOf(check).map(({ population }) => parsePopulation(population)?.kind),
      );
      const asked = list.requests.filter(({ controls }) => controls.includes(control.id)).map(({ kind }) => kind);
      expect(
        kinds.filter((kind) => kind !== 'evidence' && kind !== 'attestation' && !asked.includes(String(kind))),
      ).toEqual([]);
      const questions = leaves.flatMap((check) => (check.kind === 'attested' ? [check.question] : []));
      expect(list.questions.filter((each) => each.control === control.id).map(({ question }) => question)).toEqual(
        questions,
      );
    }
  });

  it('names the columns of a register in words, and asks for nothing that is worked out from others', () => {
    const changes = request(list, 'register access-changes');
    expect(changes?.holds).toContainEqual(
      expect.objectContaining({
        column: 'access_changed_on',
        says: expect.stringContaining('When access was granted'),
        expected: [],
      }),
    );
    expect(changes?.holds.map(({ fact }) => fact)).not.toContain('daysToChange');
    expect(changes?.holds.map(({ fact }) => fact)).not.toContain('inPeriod');
  });

  it('says how often and how recent, what is expected, and which topics a document must treat', () => {
    expect(request(list, 'register access-reviews')?.timing).toEqual([
      'a new one at least every P92D, all through the period',
    ]);
    expect(request(list, 'register access-reviews')?.holds).toContainEqual(
      expect.objectContaining({ column: 'open_findings', expected: ['is at most 0'] }),
    );
    const topics = request(list, 'document technical-documentation')?.holds.find(({ fact }) => fact === 'topic');
    expect(topics?.expected.join()).toContain('human-oversight');
  });

  it('with an evidence folder, says what is there, what it lacks, and what does not apply', async () => {
    const tree = memoryTree({
      'plumbline.yaml': `plumbline: 1
period: { start: 2026-05-01, end: 2026-11-01 }
evidence:
  system: system.yaml
  register:
    - { path: reviews.csv, type: access-reviews }
    - { path: broken.csv, type: training }
`,
      'system.yaml': 'id: sys\nname: S\nroles: [provider]\nowner: Ada\ntrustServiceCategories: [security]\n',
      'reviews.csv': 'id,performed_on,system,reviewer,open_findings\nR-1,2026-06-01,all,Ada,0\nR-2,2026-08-01,all,,0\n',
      'broken.csv': 'id,completed_on\nT-1,"2026\n',
    });
    const audited = await runAudit({ tree, asOf, profile: 'soc2-type2', engine: 'duckdb' }, defaultToolkit());
    const seen = evidenceRequests(audited.plan, asOf, audited);
    expect(validate('evidence-requests', seen)).toMatchObject({ ok: true });
    expect(request(seen, 'register access-reviews')).toMatchObject({
      state: 'incomplete',
      seen: ['reviews.csv'],
      lacks: ['reviewer is not said in 1'],
    });
    expect(request(seen, 'git-history')).toMatchObject({ state: 'missing', seen: [] });
    expect(seen.notAsked).toContain('continuity.capacity');
    expect(request(seen, 'register capacity')).toBeUndefined();
    expect(seen.questions.every(({ state }) => state === 'missing')).toBe(true);
  });

  it('never calls evidence there that could not be read', async () => {
    const tree = memoryTree({
      'plumbline.yaml':
        'plumbline: 1\nperiod: { start: 2026-05-01, end: 2026-11-01 }\nevidence:\n  system: system.yaml\n',
      'system.yaml': 'id: [\n',
    });
    const audited = await runAudit({ tree, asOf, profile: 'soc2-type2', engine: 'duckdb' }, defaultToolkit());
    expect(request(evidenceRequests(audited.plan, asOf, audited), 'system')?.state).not.toBe('there');
  });
});
