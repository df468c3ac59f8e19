import { createRequire } from 'node:module';
import { sha256 } from '../base/digest.ts';

/** Says whether data fits a schema, and nothing else: a "no" is explained by ajv. */
type YesOrNo = (data: unknown) => boolean;

const require = createRequire(import.meta.url);

/** What a compiled validator is held against, so that a schema that changed since the build is never judged by its past. */
export const schemaDigest = (schema: unknown): string => sha256(JSON.stringify(schema));

/**
 * The validator that the build made of this very schema; undefined when there is none, as in a checkout that was not
 * built. Compiling schemas costs a run ten times what all of its validating does.
 */
export const compiledValidator = (name: string, schema: unknown): YesOrNo | undefined => {
  try {
    // Both src/model and dist/model lie two levels below the package.
    const made = require(`../../dist/compiled/validators/${name}.cjs`) as YesOrNo & { readonly schema?: string };
    return made.schema === schemaDigest(schema) ? made : undefined;
  } catch {
    return undefined;
  }
};
