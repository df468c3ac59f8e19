import { isMapping } from '../text-file.ts';
import type { CardDraft } from './card-draft.ts';
import type { DataFormat } from './card-format.ts';
import type { DataContent } from './content.ts';
import { type FieldPaths, type Hit, hitsAt, putDataset, putName, readFields, scalarText } from './fields.ts';
import { addMetric } from './metrics.ts';

const fields: FieldPaths = {
  intendedPurpose: ['considerations/use_cases'],
  intendedUsers: ['considerations/users'],
  limitations: ['considerations/limitations'],
  tradeoffs: ['considerations/tradeoffs'],
  ethicalConsiderations: ['considerations/ethical_considerations'],
  risks: ['considerations/ethical_considerations'],
  trainingData: ['model_parameters/data/description'],
  sensitiveData: ['model_parameters/data/sensitive/sensitive_data'],
  evaluation: ['quantitative_analysis/performance_metrics'],
  architecture: ['model_parameters/model_architecture'],
  inputs: ['model_parameters/input_format', 'model_parameters/input_format_map'],
  outputs: ['model_parameters/output_format', 'model_parameters/output_format_map'],
  providerName: ['model_details/owners/name'],
  contact: ['model_details/owners/contact'],
  license: ['model_details/licenses/identifier', 'model_details/licenses/custom_text'],
  version: ['model_details/version/name'],
  releasedOn: ['model_details/version/date'],
  changes: ['model_details/version/diff'],
};

/** The performance metrics of Model Card Toolkit and of CycloneDX, which took them over. */
export const readPerformanceMetrics = (content: DataContent, metrics: readonly Hit[], draft: CardDraft): void => {
  for (const { value, pointer } of metrics) {
    if (!isMapping(value)) continue;
    const at = (path: string): unknown => hitsAt({ value, pointer }, path)[0]?.value;
    const name = scalarText(at('type'));
    if (name === undefined) continue;
    draft.by('key performance metrics');
    addMetric(
      draft,
      {
        name,
        value: at('value'),
        slice: scalarText(at('slice')),
        lower: at('confidence_interval/lower_bound'),
        upper: at('confidence_interval/upper_bound'),
      },
      { file: content.path, line: content.lineOf(pointer) },
    );
  }
};

/**
 * Google's Model Card Toolkit, v0.0.1 and v0.0.2: JSON of its own, or protobuf's JSON (camelCase). `graphics` hold images
 * in base64, which are never looked at.
 */
export const modelCardToolkit: DataFormat = {
  name: 'model-card-toolkit',
  title: 'a Model Card Toolkit card',
  shape: 'data',
  recognises: ({ value }) => {
    const has = (path: string): boolean => hitsAt({ value, pointer: '' }, path).length > 0;
    return (
      has('model_details') &&
      (has('model_parameters') || has('considerations') || has('quantitative_analysis') || has('schema_version')) &&
      !has('intended_use')
    );
  },
  read: (content, model, draft) => {
    putName(content, hitsAt(model, 'model_details/name'), draft);
    readPerformanceMetrics(content, hitsAt(model, 'quantitative_analysis/performance_metrics'), draft);
    for (const hit of hitsAt(model, 'model_parameters/data/name'))
      putDataset(content, hit, scalarText(hit.value), 'unspecified', draft);
    readFields(content, model, fields, 'a Model Card Toolkit card', draft);
  },
};
