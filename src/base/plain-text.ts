/**
 * Text from evidence made safe for a terminal, a log or a file name in a message: control characters, ANSI sequences,
 * and bidirectional or invisible formatting characters are shown as their code point. Tabs and line ends stay.
 */
export const plainText = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' || character === '\t' ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );

/** The first `length` characters, with an ellipsis when there were more. Never cuts a surrogate pair. */
export const shortened = (text: string, length: number): string => {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
};
