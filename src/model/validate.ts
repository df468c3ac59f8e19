import { createRequire } from 'node:module';
import type { Ajv, ErrorObject, Options, ValidateFunction } from 'ajv';
import { compiledValidator } from './compiled-validators.ts';
import type { Assessment } from './generated/assessment.ts';
import type { AttestationFile } from './generated/attestation.ts';
import type { Catalog } from './generated/catalog.ts';
import type { Condition } from './generated/condition.ts';
import type { Control } from './generated/control.ts';
import type { DocumentFrontMatter } from './generated/document-front-matter.ts';
import type { DriftRunFile } from './generated/drift-run.ts';
import type { EvidenceRequestList } from './generated/evidence-requests.ts';
import type { FactSheet } from './generated/fact-sheet.ts';
import type { ForgeExport } from './generated/forge-export.ts';
import type { GitPackHeader } from './generated/git-pack.ts';
import type { Mapping } from './generated/mapping.ts';
import type { GovernanceBlock } from './generated/model-card-governance.ts';
import type { PackFile } from './generated/pack.ts';
import type { PeopleFile } from './generated/people.ts';
import type { PoliciesLock } from './generated/policies-lock.ts';
import type { PolicyTest } from './generated/policy-test.ts';
import type { Profile } from './generated/profile.ts';
import type { Project } from './generated/project.ts';
import type { AuditReportPredicate } from './generated/statement-predicate.ts';
import type { SystemFile } from './generated/system.ts';
import type { TrustFile } from './generated/trust.ts';
import type { WaiverFile } from './generated/waivers.ts';

/** The schemas by name, with the type that each one turns `unknown` into. A new schema is one line here. */
interface SchemaTypes {
  assessment: Assessment;
  attestation: AttestationFile;
  catalog: Catalog;
  condition: Condition;
  control: Control;
  'drift-run': DriftRunFile;
  'document-front-matter': DocumentFrontMatter;
  'evidence-requests': EvidenceRequestList;
  'fact-sheet': FactSheet;
  'git-pack': GitPackHeader;
  'forge-export': ForgeExport;
  mapping: Mapping;
  'model-card-governance': GovernanceBlock;
  pack: PackFile;
  people: PeopleFile;
  'policies-lock': PoliciesLock;
  'policy-test': PolicyTest;
  profile: Profile;
  project: Project;
  'statement-predicate': AuditReportPredicate;
  system: SystemFile;
  trust: TrustFile;
  waivers: WaiverFile;
}

/** Something that a schema does not allow: where (JSON Pointer), and what was expected. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly message: string;
}

export type Validation<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly SchemaProblem[] };

/** A JSON Schema document of ours, read from schemas/. */
export type SchemaDocument = Readonly<Record<string, unknown>>;

const require = createRequire(import.meta.url);
const schemaOf = (name: string): SchemaDocument => require(`../../schemas/${name}.schema.json`) as SchemaDocument;

/** How every schema of ours is read. */
const options: Options = {
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
};

/** An ajv of our own. Loaded only when asked for, because most runs never meet a file with a mistake. */
export const newAjv = (more: Options): Ajv => {
  const library = require('ajv') as { readonly Ajv: new (options: Options) => Ajv };
  const addFormats = require('ajv-formats') as { readonly default: (ajv: Ajv) => void };
  const ajv = new library.Ajv({ ...options, ...more });
  addFormats.default(ajv);
  return ajv;
};

// Optimizing the generated code costs half of its compilation and gains nothing on files of this size.
const explaining: Options = { allErrors: true, verbose: true, code: { optimize: false } };
let ajv: Ajv | undefined;

const explained = new Map<string, ValidateFunction>();
const explainingValidator = (name: string): ValidateFunction => {
  const known = explained.get(name);
  if (known) return known;
  ajv ??= newAjv(explaining);
  const made = ajv.compile(schemaOf(name));
  explained.set(name, made);
  return made;
};

const compiled = new Map<string, (data: unknown) => boolean>();
const fits = (name: string, data: unknown): boolean => {
  const known = compiled.get(name) ?? compiledValidator(name, schemaOf(name)) ?? explainingValidator(name);
  compiled.set(name, known);
  return known(data);
};

/** Every problem that a schema finds with data; none when it fits. */
const problemsOf = (name: string, data: unknown): readonly SchemaProblem[] => {
  if (fits(name, data)) return [];
  const explain = explainingValidator(name);
  return explain(data) ? [] : telling(explain.errors ?? []);
};

const seen = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text === undefined ? 'nothing' : text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const sentence = (error: ErrorObject): SchemaProblem => {
  const parameters = error.params as Record<string, unknown>;
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  switch (error.keyword) {
    case 'additionalProperties':
      return {
        pointer: `${error.instancePath}/${String(parameters.additionalProperty)}`,
        message: `unknown key "${String(parameters.additionalProperty)}"; expected one of ${known.join(', ')}`,
      };
    case 'required':
      return { pointer: error.instancePath, message: `missing key "${String(parameters.missingProperty)}"` };
    case 'enum':
      return {
        pointer: error.instancePath,
        message: `saw ${seen(error.data)}; expected one of ${(parameters.allowedValues as unknown[]).join(', ')}`,
      };
    case 'const':
      return {
        pointer: error.instancePath,
        message: `saw ${seen(error.data)}; expected ${seen(parameters.allowedValue)}`,
      };
    default:
      return { pointer: error.instancePath, message: `saw ${seen(error.data)}; ${error.message ?? 'not allowed'}` };
  }
};

/**
 * The problems worth telling: of an `anyOf` whose branches are told apart by `kind`, only the branch whose `kind` fits;
 * otherwise one sentence for the whole `anyOf` instead of every branch's complaints.
 */
const telling = (errors: readonly ErrorObject[]): SchemaProblem[] => {
  const wrongKind = new Set(
    errors
      .filter(
        (error) => (error.keyword === 'const' || error.keyword === 'enum') && error.instancePath.endsWith('/kind'),
      )
      .map(
        (error) => `${error.instancePath.slice(0, -'/kind'.length)}|${error.schemaPath.split('/properties/kind/')[0]}`,
      ),
  );
  const branchOf = (error: ErrorObject): boolean =>
    [...wrongKind].some((key) => {
      const [instance = '', schema = ''] = key.split('|');
      return error.instancePath.startsWith(instance) && error.schemaPath.startsWith(schema);
    });
  const kept = errors.filter((error) => !branchOf(error) && error.keyword !== 'anyOf' && error.keyword !== 'if');
  const chosen = kept.length > 0 ? kept : errors.filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'if');
  const problems = (chosen.length > 0 ? chosen : errors).map(sentence);
  return [...new Map(problems.map((problem) => [`${problem.pointer} ${problem.message}`, problem])).values()];
};

/** Turns `unknown` into a type at the wall, once; on failure, every problem. `data` is never mutated. */
export const validate = <Name extends keyof SchemaTypes>(name: Name, data: unknown): Validation<SchemaTypes[Name]> => {
  const problems = problemsOf(name, data);
  return problems.length === 0 ? { ok: true, value: data as SchemaTypes[Name] } : { ok: false, problems };
};

/** Holds the facts of one sheet against schemas/facts/<kind>. An unknown kind is a programming error and throws. */
export const validateFacts = (kind: string, facts: unknown): readonly SchemaProblem[] =>
  problemsOf(`facts/${kind}`, facts);

/** The schema of a kind's facts: what policy lint holds every path and comparator against. */
export const factSchema = (kind: string): SchemaDocument => schemaOf(`facts/${kind}`);

/** A schema of ours by name, for what is generated from it. */
export const schemaDocument = (name: keyof SchemaTypes): SchemaDocument => schemaOf(name);
