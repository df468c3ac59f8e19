import { isMapping } from '../text-file.ts';
import type { DataFormat } from './card-format.ts';
import { type FieldPaths, hitsAt, putDataset, putName, readFields, scalarText } from './fields.ts';

const fields: FieldPaths = {
  intendedPurpose: ['intended_use/primary_uses', 'intended_use/primary_intended_uses'],
  intendedUsers: ['intended_use/primary_users', 'intended_use/primary_intended_users'],
  outOfScopeUse: ['intended_use/out_of_scope_use_cases', 'intended_use/out_of_scope_uses'],
  limitations: ['model_caveats_and_recommendations/caveats_and_recommendations', 'caveats_and_recommendations'],
  ethicalConsiderations: ['model_ethical_considerations/ethical_considerations', 'ethical_considerations'],
  risks: ['model_ethical_considerations/ethical_considerations', 'ethical_considerations'],
  trainingData: ['training_data'],
  dataPreparation: ['training_data/preprocessing'],
  evaluation: ['quantitative_analyses/unitary_results', 'quantitative_analyses', 'metrics/model_performance_measures'],
  performanceByGroup: ['quantitative_analyses/intersectional_results'],
  biasExamination: ['factors/evaluation_factors', 'factors/relevant_factors'],
  decisionThresholds: ['metrics/decision_thresholds'],
  architecture: ['model_details/model_type'],
  providerName: ['model_details/developed_by', 'model_details/contributed_by'],
  contact: ['model_details/contact'],
  license: ['model_details/license'],
  version: ['model_details/version'],
  releasedOn: ['model_details/date'],
  task: ['task_id'],
};

/** The nine sections of Mitchell et al. 2019 as JSON, as AllenNLP writes them. */
export const mitchellJson: DataFormat = {
  name: 'mitchell-json',
  title: 'a card with the Mitchell sections in JSON',
  shape: 'data',
  recognises: ({ value }) => {
    const has = (key: string): boolean => isMapping(value) && Object.hasOwn(value, key);
    return has('model_details') && (has('intended_use') || has('quantitative_analyses') || has('training_data'));
  },
  read: (content, model, draft) => {
    const names = ['display_name', 'model_details/name', 'id'].flatMap((path) => hitsAt(model, path));
    putName(content, names, draft);
    for (const [path, role] of [
      ['training_data/dataset', 'training'],
      ['evaluation_data/dataset', 'testing'],
    ] as const)
      for (const hit of hitsAt(model, path))
        putDataset(content, hit, scalarText(isMapping(hit.value) ? hit.value.name : hit.value), role, draft);
    readFields(content, model, fields, 'a card with the Mitchell sections', draft);
  },
};
