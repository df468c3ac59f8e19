import { instantOf } from '../../base/time.ts';
import type { FactSheet } from '../../model/facts.ts';
import type { SheetDraft } from '../sheet-draft.ts';

const text = (facts: Readonly<Record<string, unknown>>, fact: string): string | undefined => {
  const value = facts[fact];
  return typeof value === 'string' ? value : undefined;
};

const lackFor = (draft: SheetDraft, fact: string, own: string, other: string): void =>
  draft.lack(
    fact,
    `derived from ${own} of the document and ${other} of the system file; ${draft.has(own) ? other : own} is absent`,
  );

const setOrder = (draft: SheetDraft, fact: string, other: string, system: Readonly<Record<string, unknown>>): void => {
  const [approved, limit] = [draft.get('approvedOn'), text(system, other)].map((date) =>
    typeof date === 'string' ? instantOf(date) : undefined,
  );
  if (approved === undefined || limit === undefined) lackFor(draft, fact, 'approvedOn', other);
  else draft.set(fact, approved <= limit);
};

/**
 * Adds what a document says only beside the system file: whether it is of the audited version, and whether it was
 * approved before the system reached the market. Nothing follows when there are several system files.
 */
export const holdAgainstSystem = (draft: SheetDraft, systems: readonly FactSheet[]): void => {
  const [only] = systems.length === 1 ? systems : [];
  const system = (only?.facts ?? {}) as Readonly<Record<string, unknown>>;
  const [covered, audited] = [draft.get('systemVersion'), text(system, 'version')];
  if (typeof covered === 'string' && audited !== undefined) draft.set('coversAuditedVersion', covered === audited);
  else lackFor(draft, 'coversAuditedVersion', 'systemVersion', 'version');
  setOrder(draft, 'approvedBeforeMarket', 'placedOnMarketOn', system);
  setOrder(draft, 'approvedBeforeAvailability', 'madeAvailableOn', system);
};
