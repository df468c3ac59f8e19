/**
 * Text from evidence made safe for a terminal, a log or a file name in a message: control characters, ANSI sequences,
 * and bidirectional or invisible formatting characters are shown as their code point. Tabs and line ends stay.
 */
export const plainText = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' || character === '\t' ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );

/** A copy of plain data in which every string is such text. */
export const plainData = <T>(value: T): T => {
  if (typeof value === 'string') return plainText(value) as T;
  if (Array.isArray(value)) return value.map(plainData) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainData(member)])) as T;
};

/** The first `length` characters, with an ellipsis when there were more. Never cuts a surrogate pair. */
export const shortened = (text: string, length: number): string => {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
};

/**
 * What a reader sees of a text: invisible, formatting and blank characters of every kind become spaces, and the ends are trimmed.
 * A text made of zero-width characters says nothing.
 */
export const visibleText = (text: string): string =>
  text
    .replace(
      /[\p{Cc}\p{Cf}\p{Z}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{3164}\u{ffa0}\u{2800}]|\p{Variation_Selector}/gu,
      ' ',
    )
    .trim();
