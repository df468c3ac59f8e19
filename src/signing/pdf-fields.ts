import { type PDF, type PdfArray, PdfDict, PdfRef } from '@libpdf/core';

/** A signature field of a form. `ref` is undefined for a field that is written inside another object. */
export interface SignatureField {
  readonly name: string;
  readonly ref: PdfRef | undefined;
  readonly dict: PdfDict;
}

const deepestField = 16;

/** Every signature field of a PDF, signed or not. Throws on a form that loops or is nested deeper than any form needs. */
export const signatureFields = (pdf: PDF): readonly SignatureField[] => {
  const resolve = (ref: PdfRef) => pdf.getObject(ref);
  const form = pdf.getCatalog().getDict('AcroForm', resolve);
  const found: SignatureField[] = [];
  const walk = (fields: PdfArray | undefined, parent: string, type: string | undefined, depth: number): void => {
    if (depth > deepestField) throw new Error('the form is nested too deeply');
    for (const item of fields ?? []) {
      const dict = item instanceof PdfRef ? pdf.getObject(item) : item;
      if (!(dict instanceof PdfDict)) continue;
      const own = dict.getString('T', resolve)?.asString();
      const name = own === undefined ? parent : parent === '' ? own : `${parent}.${own}`;
      const kind = dict.getName('FT', resolve)?.value ?? type;
      if (kind === 'Sig') found.push({ name, ref: item instanceof PdfRef ? item : undefined, dict });
      walk(dict.getArray('Kids', resolve), name, kind, depth + 1);
    }
  };
  walk(form?.getArray('Fields', resolve), '', undefined, 0);
  return found;
};
