import { describe, expect, test } from 'vitest';
import { loadPolicies } from '../../src/policy/load.ts';
import { resolvePlan } from '../../src/policy/resolve.ts';
import { policiesWith } from './given.ts';

const set = loadPolicies(policiesWith());
const asOf = '2026-11-20';
const controlsOf = (profile: string | undefined, date = asOf) =>
  resolvePlan(set, profile, {}, date).controls.map(({ control }) => control.id);
const psiMax = (profile: string | undefined, value?: number) =>
  resolvePlan(
    set,
    profile,
    value === undefined ? {} : { parameters: { 'drift.tolerance': { psiMax: value } } },
    asOf,
  ).controls.find(({ control }) => control.id === 'drift.tolerance')?.parameters.psiMax;

describe('a plan', () => {
  test('holds what the profile selects, sorted, and everything when none is named', () => {
    expect(controlsOf('all')).toEqual(['drift.tolerance', 'risk.judged']);
    expect(controlsOf(undefined)).toEqual(['drift.tolerance', 'risk.judged']);
    expect(resolvePlan(set, undefined, {}, asOf).profile.id).toBe('everything');
  });
  test('leaves out what is excluded, through the last day of the exclusion', () => {
    expect(controlsOf('law')).toEqual(['drift.tolerance']);
    expect(controlsOf('law', '2026-11-30')).toEqual(['drift.tolerance']);
    expect(controlsOf('law', '2026-12-01')).toEqual(['drift.tolerance', 'risk.judged']);
    expect(resolvePlan(set, 'law', {}, '2026-12-01').excluded).toEqual([]);
    expect(resolvePlan(set, 'law', {}, asOf).excluded).toEqual([
      { control: 'risk.judged', reason: 'Not yet staffed', until: '2026-11-30' },
    ]);
  });
  test('holds the frameworks that the profile names, or all that its controls answer', () => {
    expect(resolvePlan(set, 'law', {}, asOf).catalogs.map(({ id }) => id)).toEqual(['law']);
    expect(resolvePlan(set, 'all', {}, asOf).catalogs.map(({ id }) => id)).toEqual(['criteria', 'law']);
  });
  test('lays the values of the project over those of the profile, and those over the defaults', () => {
    expect(psiMax('all')).toEqual({
      name: 'psiMax',
      title: 'Largest PSI',
      value: 0.2,
      default: 0.2,
      beyondFloor: false,
    });
    expect(psiMax('law')?.value).toBe(0.1);
    expect(psiMax('law', 0.15)?.value).toBe(0.15);
  });
  test('knows which values are beyond their floor', () => {
    expect(psiMax('all', 0.25)?.beyondFloor).toBe(false);
    expect(psiMax('all', 0.26)?.beyondFloor).toBe(true);
    const every = (value: string) =>
      resolvePlan(set, 'all', { parameters: { 'drift.tolerance': { every: value } } }, asOf).controls[0]?.parameters
        .every?.beyondFloor;
    expect([every('P92D'), every('P3M'), every('P93D'), every('P1Y')]).toEqual([false, false, true, true]);
  });
  test('names every policy file with its digest', () => {
    const { files } = resolvePlan(set, 'all', {}, asOf);
    expect(files.map(({ path }) => path)).toEqual(
      policiesWith()
        .map(({ path }) => path)
        .sort(),
    );
    expect(files[0]).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), size: expect.any(Number) });
  });
  test('is refused for an unknown profile, with the nearest', () => {
    expect(() => resolvePlan(set, 'lwa', {}, asOf)).toThrow(
      expect.objectContaining({
        code: 'unknown-profile',
        family: 'question',
        message: 'there is no profile "lwa"; did you mean "law"?',
        hint: 'Profiles: all, everything, law.',
      }),
    );
  });
  test('is refused for parameters that do not fit, all at once', () => {
    const values = { 'drift.tolerance': { psiMax: 'low', evry: 'P1D', every: 'soon' }, 'drift.gone': { a: 1 } };
    expect(() => resolvePlan(set, 'all', { parameters: values }, asOf)).toThrow(
      expect.objectContaining({
        code: 'invalid-selection',
        details: [
          'drift.tolerance.psiMax: saw a text (low), expected a number like the default 0.2',
          'drift.tolerance.evry: the control has no such parameter; did you mean "every"?',
          'drift.tolerance.every: saw a text (soon), expected a duration such as P31D like the default P31D',
          'there is no control "drift.gone"',
        ].map((message) => ({ file: 'plumbline.yaml', message })),
      }),
    );
  });
});
