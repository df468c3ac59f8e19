import { describe, expect, it } from 'vitest';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { instantOf } from '../../src/base/time.ts';
import type { Catalog, Requirement } from '../../src/model/policy.ts';
import { loadPolicies } from '../../src/policy/load.ts';

const { catalogs } = loadPolicies(shippedPolicies());
const catalogOf = (id: string): Catalog => {
  const catalog = catalogs.get(id)?.value;
  if (catalog === undefined) throw new Error(`there is no catalog "${id}"`);
  return catalog;
};
const [act, criteria] = [catalogOf('eu-ai-act'), catalogOf('soc2')];

const idsWhere = (catalog: Catalog, holds: (requirement: Requirement) => boolean): readonly string[] =>
  catalog.requirements.filter(holds).map(({ id }) => id);

const requirementOf = (catalog: Catalog, id: string): Requirement => {
  const requirement = catalog.requirements.find((each) => each.id === id);
  if (requirement === undefined) throw new Error(`there is no requirement ${id}`);
  return requirement;
};

describe('the catalogs', () => {
  it('hold every requirement: 217 of the Act, and 61 criteria of SOC 2 with nine tests of ours', () => {
    expect(act.requirements).toHaveLength(217);
    expect(idsWhere(act, ({ partOf }) => partOf !== undefined)).toEqual([]);
    expect(idsWhere(criteria, ({ partOf }) => partOf === undefined)).toHaveLength(61);
    expect(idsWhere(criteria, ({ partOf }) => partOf === 'CC8.1')).toHaveLength(9);
  });

  it.each([act, criteria])(
    'say of each requirement of $id where it was read, whom it concerns and who decides',
    (catalog) => {
      expect(
        idsWhere(
          catalog,
          ({ citation, group, source, confidence, appliesTo, decides }) =>
            [citation, group, confidence, decides].includes(undefined) ||
            (source ?? []).length === 0 ||
            (appliesTo ?? []).length === 0,
        ),
      ).toEqual([]);
    },
  );

  it('give every requirement of the Act a date that is one, with its legal basis and how sure we are', () => {
    expect(
      idsWhere(
        act,
        ({ applies = [] }) =>
          applies.length === 0 ||
          applies.some(
            ({ from, basis, confidence }) =>
              instantOf(from) === undefined || !basis?.startsWith('Art. 1') || !confidence,
          ),
      ),
    ).toEqual([]);
    expect(idsWhere(criteria, ({ applies }) => applies !== undefined)).toEqual([]);
  });

  it('know no dates of application but those of Arts. 111 and 113', () => {
    const dates = new Set(act.requirements.flatMap(({ applies = [] }) => applies.map(({ from }) => from)));
    expect([...dates].sort()).toEqual([
      '2025-02-02',
      '2025-08-02',
      '2026-07-27',
      '2026-08-02',
      '2026-12-02',
      '2027-08-02',
      '2027-12-02',
      '2028-08-02',
    ]);
  });

  it('begin the two prohibitions of 2026, and marking by older systems, on 2 December 2026', () => {
    expect(idsWhere(act, ({ applies = [] }) => applies.some(({ from }) => from === '2026-12-02'))).toEqual([
      '5.1.ba',
      '5.1.bb',
      '5.1a.S',
      '50.2',
    ]);
  });

  it('are never surer of a date that the Act does not defer in terms than of one that it does', () => {
    const sure = idsWhere(
      act,
      ({ applies = [], id }) =>
        /^(?:4[0-9]|7[123]|86)(?:\.|$)/.test(id) && applies.some(({ confidence }) => confidence === 'high'),
    );
    expect(sure).toEqual([]);
  });

  it('are not sure of what a provision asks when its text was read in a summary or a draft only', () => {
    const drafts = ['amendment-inventory', 'provisional-text', 'claim-tests'];
    expect(
      idsWhere(
        act,
        ({ source = [], confidence, id }) =>
          // The inventory gives Arts. 5, 111 and 113 word for word.
          !/^(?:5|111)\./.test(id) && source.every((name) => drafts.includes(name)) && confidence === 'high',
      ),
    ).toEqual([]);
  });

  it.each([
    ['art-99-3', /^Art\. 5\(/],
    ['art-99-4', /^Art\. (?:16\(|22\(|23\(|24\(|25\([24]\)|26\(|50\()/],
    ['art-99-5', /^Art\. 99\(5\)/],
    ['art-101', /^(?:Art\. 5[2-5]\(|Annex XI )/],
  ])('name %s only where the Act does', (penalty, provision) => {
    const named = act.requirements.filter((each) => each.penalty === penalty);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ citation }) => !provision.test(citation))).toEqual([]);
  });

  it('name no penalty for Arts. 4, 27, 49(2), 72, 73 and 86, which Art. 99 does not name', () => {
    const unnamed = /^(?:4\.|27\.|49\.2$|72\.|73\.|86$)/;
    expect(idsWhere(act, ({ id }) => unnamed.test(id)).length).toBeGreaterThan(15);
    expect(idsWhere(act, ({ id, penalty }) => unnamed.test(id) && penalty !== undefined)).toEqual([]);
  });

  it('date the route through Annex I by Annex I, and the derogation of Art. 6(3) by Annex III', () => {
    for (const id of ['6.1', '6.1abc', '8.2', '43.3'])
      expect(requirementOf(act, id).applies?.map(({ from }) => from)).toEqual(['2028-08-02']);
    for (const id of ['6.3', '6.3.P', '6.4', '49.2'])
      expect(requirementOf(act, id).applies?.map(({ from }) => from)).toEqual(['2027-12-02']);
  });

  it('leave what only a person can decide to a person', () => {
    expect(idsWhere(act, ({ id, decides }) => /^5\.1\./.test(id) && decides !== 'person')).toEqual([]);
  });
});
