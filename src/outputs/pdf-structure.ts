import { type PDF, PdfArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from '@libpdf/core';

/** The structure types of ISO 32000-1, 14.8.4. Any other type needs a role. */
const standard = new Set(
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'.split(
    ' ',
  ),
);

/**
 * Mends what Chromium leaves open in its structure tree: types without a role are mapped to Span, the content of a list item is
 * named LBody, and a link says where it leads (ISO 14289-1, 7.1, 7.2 and 7.18.5).
 */
export const mendStructure = (pdf: PDF): void => {
  const resolve = (ref: PdfRef): PdfObject | null => pdf.getObject(ref);
  const dictOf = (value: PdfObject | null | undefined): PdfDict | undefined => {
    const target = value instanceof PdfRef ? resolve(value) : value;
    return target instanceof PdfDict ? target : undefined;
  };
  const listOf = (value: PdfObject | null | undefined): readonly PdfObject[] => {
    const target = value instanceof PdfRef ? resolve(value) : value;
    return target instanceof PdfArray ? target.toArray() : target ? [target] : [];
  };

  const root = dictOf(pdf.getCatalog().get('StructTreeRoot'));
  if (root === undefined) return;
  const unknown = new Set<string>();
  const waiting: PdfDict[] = [root];
  const seen = new Set<PdfDict>();
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (seen.has(element)) continue;
    seen.add(element);
    const type = element.getName('S')?.value;
    if (type !== undefined && !standard.has(type)) unknown.add(type);
    for (const child of listOf(element.get('K')).map(dictOf)) {
      if (child === undefined) continue;
      if (child.getName('Type')?.value === 'OBJR') {
        const annotation = dictOf(child.get('Obj'));
        if (annotation?.getName('Subtype')?.value === 'Link' && !annotation.has('Contents'))
          annotation.set('Contents', PdfString.fromString('Link within this report'));
        continue;
      }
      if (type === 'LI' && child.getName('S')?.value === 'NonStruct') child.set('S', PdfName.of('LBody'));
      waiting.push(child);
    }
  }
  const roles = dictOf(root.get('RoleMap')) ?? new PdfDict();
  for (const type of [...unknown].sort()) if (!roles.has(type)) roles.set(type, PdfName.of('Span'));
  if (!root.has('RoleMap')) root.set('RoleMap', roles);
};
