/** Where a signature lies in a PDF, in bytes from the start: `<` of /Contents is at `gapStart`, `>` just before `gapEnd`. */
export interface SignaturePlace {
  readonly gapStart: number;
  readonly gapEnd: number;
  /** End of the last signed byte: the length of the signed revision. */
  readonly end: number;
}

// LibPDF writes one entry a line; the numbers are padded with blanks so that filling them in moves nothing.
const byteRangeWidth = 10;
const pattern = /\/ByteRange \[0 (\d{1,10}) +(\d{1,10}) +(\d{1,10}) *\]\n\/Contents </g;

/** The largest number that the fixed width of a byte range holds. */
export const byteRangePlaceholder = 9_999_999_999;

/** The three numbers of a byte range after its 0, in the fixed width of the placeholder. */
export const byteRangeText = (place: SignaturePlace): string =>
  [place.gapStart, place.gapEnd, place.end - place.gapEnd]
    .map((number) => String(number).padEnd(byteRangeWidth))
    .join(' ');

/**
 * Every signature that the bytes of a PDF claim, in the one layout that this tool writes: a byte range directly before
 * the /Contents that it leaves out. Text inside the document cannot fake one, since the positions must be its own.
 */
export const signaturePlaces = (bytes: Uint8Array): readonly SignaturePlace[] => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [gapStart, gapEnd, tail] = match.slice(1).map(Number) as [number, number, number];
    const atContents = match.index + match[0].length - 1 === gapStart;
    const closes = gapEnd > gapStart + 2 && gapEnd <= bytes.length && text[gapEnd - 1] === '>';
    return atContents && closes ? [{ gapStart, gapEnd, end: gapEnd + tail }] : [];
  });
};

/** The bytes that a signature signs: all of its revision except the gap. */
export const signedBytes = (bytes: Uint8Array, place: SignaturePlace): Uint8Array =>
  Buffer.concat([bytes.subarray(0, place.gapStart), bytes.subarray(place.gapEnd, place.end)]);
