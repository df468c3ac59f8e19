import { createRequire } from 'node:module';
import { schemaDigest } from './compiled-validators.ts';
import { newAjv, type SchemaDocument } from './validate.ts';

const require = createRequire(import.meta.url);

/** CommonJS source of a validator that says yes or no, with the digest of the schema that it was made of. */
export const standaloneValidator = (schema: SchemaDocument): string => {
  const { default: standalone } = require('ajv/dist/standalone') as typeof import('ajv/dist/standalone/index.js');
  const ajv = newAjv({ messages: false, inlineRefs: false, code: { source: true, optimize: true } });
  return `${standalone(ajv, ajv.compile(schema))}\nmodule.exports.schema = "${schemaDigest(schema)}";\n`;
};
