import { describe, expect, test } from 'vitest';
import { conditionEvaluator, conditionResults } from '../../src/assess/conditions.ts';
import { sheet } from '../checks/given.ts';
import { clock, conditions } from './given.ts';

const valuesOf = (...systems: readonly object[]) =>
  Object.fromEntries(
    conditionResults(
      conditions,
      conditionEvaluator(
        conditions,
        systems.map((facts, index) => sheet('system', { id: `s${index}`, ...facts })),
        clock,
      ),
    ).map(({ id, value, reason }) => [id, `${value}: ${reason}`]),
  );

describe('conditions', () => {
  test('are three-valued: one certain answer decides, an absent one never counts as no', () => {
    expect(valuesOf({ modelCount: 2 })).toEqual({
      large: 'false: modelCount is 2',
      'large-and-old': 'false: modelCount is 2',
      'large-or-old': 'unknown: placedOnMarketOn is absent',
      old: 'unknown: placedOnMarketOn is absent',
      small: 'true: modelCount is 2',
    });
    expect(valuesOf({ modelCount: 20 })).toMatchObject({
      'large-and-old': 'unknown: placedOnMarketOn is absent',
      'large-or-old': 'true: modelCount is 20',
    });
  });
  test('name every fact that decided together', () => {
    expect(valuesOf({ modelCount: 20, placedOnMarketOn: '2019-01-01' })['large-and-old']).toBe(
      'true: modelCount is 20; placedOnMarketOn is 2019-01-01',
    );
  });
  test('are unknown without a description of the system, and with two', () => {
    expect(valuesOf().small).toBe('unknown: no evidence of the kind system was supplied');
    expect(valuesOf({ modelCount: 2 }, { modelCount: 2 }).small).toBe(
      'unknown: 2 descriptions of the system were supplied, expected one',
    );
  });
});
