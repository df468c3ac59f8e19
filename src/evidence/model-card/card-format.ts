import type { ModelCardFacts } from '../../model/generated/facts/model-card.ts';
import type { CardDraft } from './card-draft.ts';
import type { DataContent, MarkdownContent } from './content.ts';
import type { Hit } from './fields.ts';
import type { TopicRule } from './topics.ts';

/** The names of the formats, as the `format` fact has them. Our own governance file is none of them. */
type CardFormatName = Exclude<NonNullable<ModelCardFacts['format']>, 'governance'>;

interface Named {
  readonly name: CardFormatName;
  /** What a person calls it. */
  readonly title: string;
}

/** A model in a file of data: where it stands, and what a governance block beside the file may call it. */
export interface DataModel extends Hit {
  readonly names: readonly string[];
}

/** A format in JSON or YAML. A file may describe several models; each becomes a card of its own. */
export interface DataFormat extends Named {
  readonly shape: 'data';
  readonly recognises: (content: DataContent) => boolean;
  /** The models in the file, for a format that may hold several or none; the whole file is one when left out. */
  readonly models?: (content: DataContent) => readonly DataModel[];
  /** Reads one model. What the governance block said is there already, and stays. */
  readonly read: (content: DataContent, model: Hit, draft: CardDraft) => void;
}

/**
 * A format in Markdown. All are read alike, by headings, labels and tables; one only tells how it is recognised, and which
 * headings of its own stand for which fact. Those count in every Markdown card: formats are mixed in the wild.
 */
export interface MarkdownFormat extends Named {
  readonly shape: 'markdown';
  readonly recognises: (content: MarkdownContent) => boolean;
  readonly terms?: readonly TopicRule[];
  /** Sets what only this format says, where nothing else did. */
  readonly read?: (content: MarkdownContent, draft: CardDraft) => void;
}

export type CardFormat = DataFormat | MarkdownFormat;
