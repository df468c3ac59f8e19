import { expect, test } from 'vitest';
import { testPolicies } from '../../src/audit/test-policies.ts';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { lintPolicies } from '../../src/policy/lint.ts';
import { loadPolicies } from '../../src/policy/load.ts';

const shown = ({ file, line, message }: { file: string; line: number; message: string }) =>
  `${file}:${line}: ${message}`;

test('the policies that ship with the package have no problem', () => {
  expect(lintPolicies(shippedPolicies()).map(shown)).toEqual([]);
});

test('the tests of the policies that ship with the package pass', () => {
  const report = testPolicies(loadPolicies(shippedPolicies()));
  expect(report.failures.map(shown)).toEqual([]);
  expect(report.survivors.map(shown)).toEqual([]);
  expect(report.coverage.flatMap(({ factsMutated, control }) => (factsMutated === 0 ? [control] : []))).toEqual([]);
  expect(report.controls).toBeGreaterThanOrEqual(40);
  expect(report.mutations).toBeGreaterThan(report.controls);
});
