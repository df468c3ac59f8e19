import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testPolicies } from '../../src/audit/test-policies.ts';
import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { lintPolicies } from '../../src/policy/lint.ts';
import { loadPolicies } from '../../src/policy/load.ts';

const guide = readFileSync('CONTRIBUTING.md', 'utf8');

/** The files that the guide shows, by the path in their first line. */
const shown = [...guide.matchAll(/^```yaml\n# policies\/(\S+)\n([\s\S]*?)^```$/gm)].map(([, path, text]) => ({
  path: path ?? '',
  text: text ?? '',
}));

describe('the guide for contributors', () => {
  it('shows a control and its test that pass the lint and the test beside the shipped policies', () => {
    expect(shown.map(({ path }) => path)).toEqual([
      'controls/oversight/stop-button.yaml',
      'tests/oversight/stop-button.yaml',
    ]);
    const shipped = shippedPolicies();
    const files = [...shipped, ...shown];
    expect(lintPolicies(files).filter(({ file }) => file.includes('stop-button'))).toEqual([]);
    const report = testPolicies(loadPolicies(files), (id) => id === 'oversight.stop-button');
    expect(report).toMatchObject({ controls: 1, cases: 3, failures: [], survivors: [] });
  });

  it('names files that are there', () => {
    const named = [...guide.matchAll(/`((?:src|schemas|policies|test|examples)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(named.filter((path) => !existsSync(path) && !path.includes('stop-button'))).toEqual([]);
    expect(named.length).toBeGreaterThan(5);
  });

  it('names scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = [...guide.matchAll(/npm (?:run )?(test|demo|check|format|generate)\b/g)].map(
      ([, name]) => name ?? '',
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
