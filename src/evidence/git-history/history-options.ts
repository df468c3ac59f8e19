import { globMatcher } from '../../files/glob.ts';

/** What plumbline.yaml says of one history, with the defaults below where it says nothing. Paths are matched in the repository. */
export interface HistoryOptions {
  readonly branch: string;
  readonly isModel: (path: string) => boolean;
  readonly isCard: (path: string) => boolean;
  readonly isThresholds: (path: string) => boolean;
  readonly isPolicy: (path: string) => boolean;
  readonly isDocumentation: (path: string) => boolean;
  /** Whether an identity (e-mail, or name) is declared a bot. */
  readonly isBot: (identity: string) => boolean;
  /** Heads of the branch that were sealed before: full commit ids, or paths of the facts of earlier assessments. */
  readonly earlier: readonly string[];
}

/** Where things usually lie. A history that is laid out otherwise says so in plumbline.yaml. */
const defaultPaths = {
  modelPaths: [
    'model/**',
    'models/**',
    '**/*.{onnx,safetensors,gguf,tflite,keras,h5,joblib,pkl}',
    '**/{model,model_config,model-config}.{yaml,yml,json,toml}',
  ],
  cardPaths: [
    '**/*{model,Model}{_,-}{card,Card}*',
    '**/*MODEL{_,-}CARD*',
    '**/*{modelcard,ModelCard,MODELCARD}*',
    '**/{cards,model-cards,model_cards}/**',
  ],
  thresholdPaths: ['**/*threshold*', '**/thresholds/**'],
  policyPaths: [
    '{policy,policies}/**',
    '**/waivers*',
    '**/plumbline.yaml',
    '.github/workflows/**',
    '.gitlab-ci.yml',
    'CODEOWNERS',
    '{.github,.gitlab,docs}/CODEOWNERS',
  ],
  documentationPaths: ['{doc,docs,documentation,technical-documentation}/**', '**/technical-documentation*'],
  bots: ['*\\[bot\\]@*', '*\\[bot\\]', 'bot@*', '*-bot@*'],
} as const satisfies Record<string, readonly string[]>;

/** Reads the options of an item of kind git-history; what is no list of strings falls back to the default. */
export const historyOptions = (options: Readonly<Record<string, unknown>>): HistoryOptions => {
  const matcher = (name: keyof typeof defaultPaths): ((path: string) => boolean) => {
    const given = options[name];
    const globs = Array.isArray(given) ? given.filter((glob) => typeof glob === 'string') : defaultPaths[name];
    return globMatcher(globs);
  };
  const isModelPath = matcher('modelPaths');
  const isCard = matcher('cardPaths');
  const isThresholds = matcher('thresholdPaths');
  const isDocumentation = matcher('documentationPaths');
  return {
    branch: typeof options.branch === 'string' && options.branch !== '' ? options.branch : 'main',
    // A card, a document or a threshold beside the weights is about the model, not the model.
    isModel: (path) => isModelPath(path) && !isCard(path) && !isThresholds(path) && !isDocumentation(path),
    isCard,
    isThresholds,
    isPolicy: matcher('policyPaths'),
    isDocumentation,
    isBot: matcher('bots'),
    earlier: Array.isArray(options.earlier) ? options.earlier.filter((name) => typeof name === 'string') : [],
  };
};

/** Bytes of a pointer to a file that lies elsewhere (Git LFS, DVC), with room to spare. */
const POINTER_BYTES = 1024;
const FILE_BYTES = 1024 * 1024;

/** Largest file in bytes whose content the facts of a history look at, by path; 0 where its id is enough. */
export const readBytes = ({ isCard, isModel, isThresholds }: HistoryOptions): ((path: string) => number) => {
  const isPointer = globMatcher(['**/*.dvc', '**/dvc.lock']);
  return (path) => {
    if (path === '.mailmap' || isCard(path) || isThresholds(path) || isPointer(path)) return FILE_BYTES;
    return isModel(path) ? POINTER_BYTES : 0;
  };
};
