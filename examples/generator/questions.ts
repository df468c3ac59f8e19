import { shippedPolicies } from '../../src/audit/toolkit.ts';
import { leavesOf } from '../../src/checks/registry.ts';
import { loadPolicies } from '../../src/policy/load.ts';

let controls: ReturnType<typeof loadPolicies>['controls'] | undefined;

/** The question of a check, word for word: a determination answers that one and no other. Throws when nothing asks it. */
export const questionOf = ({ control, check }: { readonly control: string; readonly check: string }): string => {
  controls ??= loadPolicies(shippedPolicies().filter(({ path }) => !path.startsWith('tests/'))).controls;
  const asked = leavesOf(controls.get(control)?.value.checks ?? []).find((leaf) => leaf.check.id === check)?.check;
  if (asked?.kind !== 'attested') throw new Error(`no control ${control} asks a person ${check}`);
  return asked.question;
};
