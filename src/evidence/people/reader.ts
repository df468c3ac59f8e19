import { parseYaml } from '../../base/yaml.ts';
import { holdAgainst, readAnswer, sourceOf } from '../answers.ts';
import { factShapes, factText } from '../fact-values.ts';
import type { EvidenceReader } from '../reader.ts';
import { draftSheet, type SheetDraft } from '../sheet-draft.ts';
import { decodeText, isMapping } from '../text-file.ts';
import { type IdentityType, normalisedIdentity } from './identity.ts';

/** The keys of an entry that list identities, and what each lists. */
const identityKeys = [
  ['emails', 'email'],
  ['logins', 'login'],
  ['signingKeys', 'key'],
] as const satisfies readonly (readonly [string, IdentityType])[];

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];

/** Writes the identities that the entries claim, and those that two of them do. */
const addIdentities = (
  draft: SheetDraft,
  claims: ReadonlyMap<string, { readonly type: IdentityType; readonly value: string; readonly persons: string[] }>,
  file: string,
): void => {
  const source = { file };
  for (const [id, { type, value, persons }] of [...claims].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const record = draft.add('identities', id, source);
    record.set('type', type);
    record.set('value', value);
    record.set('persons', persons);
    if (persons.length < 2) continue;
    draft.add('contradictions', id, source).set('persons', persons);
  }
};

/**
 * Reads the people map: which addresses, logins and keys belong to one person. An identity that two entries claim is a
 * contradiction, kept as one: whoever uses it may be either, and so reviews neither.
 */
export const peopleReader: EvidenceReader = {
  kind: 'people',
  async read({ path }, context) {
    const draft = draftSheet('people', path);
    const written = decodeText(await context.open(path));
    const parsed =
      written === undefined
        ? { ok: false as const, problems: [{ message: 'expected UTF-8 text', line: 1 }] }
        : parseYaml(written, { depth: context.limits.depth });
    if (!parsed.ok) {
      for (const problem of parsed.problems) draft.problem('not-yaml', problem.message, path, problem.line);
      return draft.finish(path);
    }
    const answers = holdAgainst('people', path, parsed.text, draft);
    const entries = isMapping(parsed.text.value) ? parsed.text.value.people : undefined;
    const seen = new Set<string>();
    const claims = new Map<string, { type: IdentityType; value: string; persons: string[] }>();
    for (const [index, entry] of (Array.isArray(entries) ? (entries as readonly unknown[]) : []).entries()) {
      const pointer = `/people/${index}`;
      const source = sourceOf(answers, pointer);
      const id = isMapping(entry) && typeof entry.id === 'string' ? factText(entry.id) : '';
      if (!isMapping(entry) || id === '') continue;
      if (seen.has(id)) {
        draft.problem('duplicate-id', `the person "${id}" is there twice`, path, source.line);
        continue;
      }
      seen.add(id);
      const record = draft.add('persons', id, source);
      for (const fact of ['name', 'joinedOn', 'leftOn'] as const) {
        const shape = factShapes('people', 'persons')[fact];
        if (shape) readAnswer(answers, `${pointer}/${fact}`, fact, shape, record, draft);
      }
      record.set('kind', entry.kind === 'service' || entry.kind === 'bot' ? entry.kind : 'person', source);
      const own = new Set<string>();
      for (const [key, type] of identityKeys)
        for (const text of textsOf(entry[key])) {
          const value = normalisedIdentity(type, text);
          const name = `${type} ${value}`;
          if (value === '' || own.has(name)) continue;
          own.add(name);
          const claim = claims.get(name) ?? { type, value, persons: [] };
          claim.persons.push(id);
          claims.set(name, claim);
        }
      record.set('identityCount', own.size, source);
      for (const [at, role] of (Array.isArray(entry.roles) ? (entry.roles as readonly unknown[]) : []).entries()) {
        if (!isMapping(role) || typeof role.role !== 'string') continue;
        const held = draft.add('roles', `${id} ${factText(role.role)}`, sourceOf(answers, `${pointer}/roles/${at}`));
        held.set('person', id);
        held.set('role', factText(role.role));
        for (const fact of ['from', 'until'] as const) {
          const shape = factShapes('people', 'roles')[fact];
          if (shape) readAnswer(answers, `${pointer}/roles/${at}/${fact}`, fact, shape, held, draft);
        }
      }
    }
    addIdentities(draft, claims, path);
    draft.set('personCount', seen.size, { file: path });
    draft.set('identityCount', claims.size, { file: path });
    draft.set('contradictionCount', [...claims.values()].filter(({ persons }) => persons.length > 1).length, {
      file: path,
    });
    return draft.finish(path);
  },
};
