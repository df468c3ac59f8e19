import { PolicyError } from './policy-error.ts';
import { type PolicySet, type PolicyText, sortedProblems } from './policy-set.ts';
import { readPolicies } from './read.ts';
import { referenceProblems } from './references.ts';

/**
 * Reads policies that can be run: every file valid, every name known, every comparison possible. Throws one
 * PolicyError with all problems, by file and line. Whether the policies are complete and tested is the question of
 * `lintPolicies`.
 */
export const loadPolicies = (files: readonly PolicyText[]): PolicySet => {
  const { set, problems } = readPolicies(files);
  const details = sortedProblems([...problems, ...referenceProblems(set)]);
  const broken = new Set(details.map(({ file }) => file)).size;
  if (details.length > 0)
    throw new PolicyError(
      'invalid-policy',
      `${details.length} problem${details.length === 1 ? '' : 's'} in ${broken} policy file${broken === 1 ? '' : 's'}`,
      { details, hint: 'Run `plumbline policy lint` after mending them.' },
    );
  return set;
};
