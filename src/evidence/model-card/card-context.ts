import type { ReaderContext } from '../reader.ts';

/** What reading a card needs of a reader's context: no engine and no clock. */
export type CardContext = Pick<ReaderContext, 'tree' | 'limits' | 'items' | 'sheetsOf' | 'open'>;
