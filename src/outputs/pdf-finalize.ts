import { deflateSync } from 'node:zlib';
import {
  PDF,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  type PdfRef,
  PdfStream,
  PdfString,
} from '@libpdf/core';
import { sha256 } from '../base/digest.ts';
import { sRgbProfile } from './pdf-icc.ts';
import { mendStructure } from './pdf-structure.ts';

/** What a finished PDF says of itself. `date` is `YYYY-MM-DD`: a report carries the date of its audit, never that of its printing. */
export interface PdfFacts {
  readonly title: string;
  readonly producer: string;
  readonly date: string;
  /** The bytes of assessment.json. */
  readonly attachment: Uint8Array;
}

const attachmentName = 'assessment.json';

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const xmpPacket = (facts: PdfFacts, id: string): string => `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(facts.title)}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>${escapeXml(facts.producer)}</xmp:CreatorTool>
   <xmp:CreateDate>${facts.date}T00:00:00Z</xmp:CreateDate>
   <xmp:ModifyDate>${facts.date}T00:00:00Z</xmp:ModifyDate>
   <xmp:MetadataDate>${facts.date}T00:00:00Z</xmp:MetadataDate>
   <pdf:Producer>${escapeXml(facts.producer)}</pdf:Producer>
   <xmpMM:DocumentID>urn:sha256:${id}</xmpMM:DocumentID>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;

const name = (text: string): PdfName => PdfName.of(text);
const string = (text: string): PdfString => PdfString.fromString(text);

// LibPDF's own attachments carry the time of now and no AFRelationship, so the file specification is made by hand.
const attach = (pdf: PDF, facts: PdfFacts, date: PdfString): void => {
  const packed = deflateSync(facts.attachment, { level: 9 });
  const file = pdf.register(
    PdfStream.fromDict(
      {
        Type: name('EmbeddedFile'),
        Subtype: name('application/json'),
        Filter: name('FlateDecode'),
        Params: PdfDict.of({ Size: PdfNumber.of(facts.attachment.length), CreationDate: date, ModDate: date }),
      },
      packed,
    ),
  );
  const specification = pdf.register(
    PdfDict.of({
      Type: name('Filespec'),
      F: string(attachmentName),
      UF: string(attachmentName),
      Desc: string('The assessment that this report was made from'),
      AFRelationship: name('Data'),
      EF: PdfDict.of({ F: file, UF: file }),
    }),
  );
  const catalog = pdf.getCatalog();
  const resolve = (ref: PdfRef): PdfObject | null => pdf.getObject(ref);
  const names = catalog.getDict('Names', resolve) ?? new PdfDict();
  names.set('EmbeddedFiles', PdfDict.of({ Names: PdfArray.of(string(attachmentName), specification) }));
  if (!catalog.has('Names')) catalog.set('Names', names);
  catalog.set('AF', PdfArray.of(specification));
};

/**
 * Turns what a browser printed into the report that is signed: title, dates and producer of our own, an identifier derived from
 * the content, XMP metadata, an sRGB output intent, the assessment as an associated file, and a structure tree that names only
 * standard types. Same input, same bytes. No conformance to PDF/A or PDF/UA is claimed.
 */
export const finalizePdf = async (printed: Uint8Array, facts: PdfFacts): Promise<Uint8Array> => {
  const pdf = await PDF.load(printed);
  pdf.upgradeVersion('1.7');
  const id = sha256(`${facts.title}\n${facts.producer}\n${facts.date}\n${sha256(facts.attachment)}`);
  const date = string(`D:${facts.date.replaceAll('-', '')}000000Z`);
  const { trailer } = pdf.context.info;
  trailer.set(
    'Info',
    pdf.register(
      PdfDict.of({
        Title: string(facts.title),
        Creator: string(facts.producer),
        Producer: string(facts.producer),
        CreationDate: date,
        ModDate: date,
      }),
    ),
  );
  const identifier = PdfString.fromHex(id.slice(0, 32));
  trailer.set('ID', PdfArray.of(identifier, identifier));

  const catalog = pdf.getCatalog();
  const xmp = PdfStream.fromDict(
    { Type: name('Metadata'), Subtype: name('XML') },
    new TextEncoder().encode(xmpPacket(facts, id)),
  );
  catalog.set('Metadata', pdf.register(xmp));
  catalog.set('PageMode', name('UseOutlines'));
  const profile = pdf.register(
    PdfStream.fromDict({ N: PdfNumber.of(3), Filter: name('FlateDecode') }, deflateSync(sRgbProfile(), { level: 9 })),
  );
  catalog.set(
    'OutputIntents',
    PdfArray.of(
      PdfDict.of({
        Type: name('OutputIntent'),
        S: name('GTS_PDFA1'),
        OutputConditionIdentifier: string('sRGB'),
        Info: string('sRGB'),
        DestOutputProfile: profile,
      }),
    ),
  );
  attach(pdf, facts, date);
  mendStructure(pdf);
  // Metadata has to stay readable without decompression, so no stream that Chromium left plain is packed either.
  return pdf.save({ compressStreams: false, useXRefStream: false });
};
