import { inflateSync } from 'node:zlib';
import { type PDF, PdfDict, type PdfObject, PdfRef, PdfStream } from '@libpdf/core';
import { messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';

/** Every embedded file of a PDF under its name. Nothing is inflated yet. */
export interface Attachment {
  readonly name: string;
  readonly stream: PdfStream;
}

const follow = (pdf: PDF, object: PdfObject | undefined | null): PdfObject | undefined =>
  (object instanceof PdfRef ? pdf.getObject(object) : object) ?? undefined;

/** Lists the embedded files. Throws an Error when one of them says two things about its name or its content. */
export const attachmentsOf = (pdf: PDF): readonly Attachment[] => {
  const resolve = (ref: PdfRef) => pdf.getObject(ref);
  return [...(pdf.context.catalog.getEmbeddedFilesTree()?.entries() ?? [])].map(([key, value]) => {
    const file = follow(pdf, value);
    if (!(file instanceof PdfDict)) throw new Error(`the attachment "${plainText(key)}" has no file specification`);
    const names = new Set(
      [file.getString('UF', resolve), file.getString('F', resolve)].flatMap((text) => (text ? [text.asString()] : [])),
    );
    const embedded = file.getDict('EF', resolve);
    const streams = new Set(['UF', 'F'].flatMap((entry) => follow(pdf, embedded?.get(entry)) ?? []));
    const [name] = names;
    const [stream] = streams;
    if (name === undefined || names.size > 1 || streams.size > 1 || !(stream instanceof PdfStream))
      throw new Error(`the attachment "${plainText(key)}" is not one file with one name`);
    return { name, stream };
  });
};

/** The bytes of an attachment, at most `maxBytes` of them. Throws an Error on a larger one and on any filter but one Flate. */
export const attachmentBytes = (attachment: Attachment, maxBytes: number): Uint8Array => {
  const { stream, name } = attachment;
  const filter = stream.get('Filter');
  if (stream.has('DecodeParms')) throw new Error(`the attachment "${plainText(name)}" has decode parameters`);
  if (filter === undefined) {
    if (stream.data.length > maxBytes) throw new Error(`the attachment "${plainText(name)}" is larger than expected`);
    return stream.data;
  }
  const only = filter.type === 'array' && filter.length === 1 ? filter.at(0) : filter;
  if (only?.type !== 'name' || only.value !== 'FlateDecode')
    throw new Error(`the attachment "${plainText(name)}" is encoded with something else than one FlateDecode`);
  try {
    return inflateSync(stream.data, { maxOutputLength: Math.max(1, maxBytes) });
  } catch (cause) {
    throw new Error(`the attachment "${plainText(name)}" is larger than expected, or damaged: ${messageOf(cause)}`);
  }
};
