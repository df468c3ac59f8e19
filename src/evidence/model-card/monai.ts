import { pointerToken } from '../../base/json-pointer.ts';
import { isMapping } from '../text-file.ts';
import type { DataFormat } from './card-format.ts';
import { type FieldPaths, hitsAt, putName, readFields } from './fields.ts';
import { addMetric } from './metrics.ts';

const fields: FieldPaths = {
  intendedPurpose: ['intended_use'],
  trainingData: ['data_source'],
  dataProvenance: ['data_source'],
  evaluation: ['eval_metrics'],
  inputs: ['network_data_format/inputs', 'image_classes'],
  outputs: ['network_data_format/outputs', 'pred_classes'],
  hardware: ['required_packages_version', 'optional_packages_version'],
  providerName: ['authors'],
  version: ['version'],
  task: ['task'],
  changes: ['changelog'],
};

/** `metadata.json` of a MONAI bundle. */
export const monai: DataFormat = {
  name: 'monai',
  title: 'the metadata of a MONAI bundle',
  shape: 'data',
  recognises: ({ value }) =>
    isMapping(value) && Object.hasOwn(value, 'monai_version') && Object.hasOwn(value, 'network_data_format'),
  read: (content, model, draft) => {
    putName(content, hitsAt(model, 'name'), draft);
    for (const { value, pointer } of hitsAt(model, 'eval_metrics'))
      for (const [name, measured] of Object.entries(isMapping(value) ? value : {})) {
        draft.by('key eval_metrics');
        const line = content.lineOf(`${pointer}/${pointerToken(name)}`);
        addMetric(draft, { name, value: measured }, { file: content.path, line });
      }
    readFields(content, model, fields, 'the metadata of a MONAI bundle', draft);
  },
};
