/** One revision of a PDF: where its cross-reference table starts. */
export interface Revision {
  readonly table: number;
}

const mostRevisions = 32;
const longestTrailer = 8192;

/**
 * The revisions of a PDF, the last first, by its chain of classic cross-reference tables. Throws an Error on whatever would let
 * two readers see two documents: cross-reference streams and hybrids, encryption, tables out of order, bytes after the end.
 */
export const revisionsOf = (bytes: Uint8Array): readonly Revision[] => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ending = /startxref\r?\n(\d{1,10})\r?\n%%EOF\r?\n?$/.exec(
    file.toString('latin1', Math.max(0, file.length - 64)),
  );
  if (!ending) throw new Error('the file does not end with startxref and %%EOF');
  const revisions: Revision[] = [];
  let end = file.length;
  let table: number | undefined = Number(ending[1]);
  while (table !== undefined) {
    if (revisions.length >= mostRevisions) throw new Error(`more than ${mostRevisions} revisions`);
    if (table >= end) throw new Error('the cross-reference tables are out of order');
    if (!/^xref\s/.test(file.toString('latin1', table, table + 5)))
      throw new Error(`no classic cross-reference table at byte ${table}`);
    const start = file.indexOf('trailer', table, 'latin1');
    const stop = file.indexOf('startxref', start, 'latin1');
    if (start < 0 || stop < 0 || stop > end || stop - start > longestTrailer)
      throw new Error(`no trailer after the cross-reference table at byte ${table}`);
    const trailer = file.toString('latin1', start, stop);
    if (/\/XRefStm\b/.test(trailer))
      throw new Error('a hybrid cross-reference table, which readers resolve differently');
    if (/\/Encrypt\b/.test(trailer)) throw new Error('the file is encrypted');
    revisions.push({ table });
    end = table;
    const previous: RegExpExecArray | null = /\/Prev\s+(\d{1,10})\b/.exec(trailer);
    table = previous ? Number(previous[1]) : undefined;
  }
  return revisions;
};
