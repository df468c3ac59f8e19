/** Text laid out in the columns of a terminal, where a Chinese character takes two cells and a combining mark none. */

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const none = /\p{M}/u;

const cellsOf = (character: string): number => (none.test(character) ? 0 : wide.test(character) ? 2 : 1);

/** Cells that a text takes. */
export const cells = (text: string): number => [...text].reduce((sum, character) => sum + cellsOf(character), 0);

/** The text with spaces up to `width` cells. A longer text stays as it is. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - cells(text)));

/** A word in pieces of at most `width` cells. */
const pieces = (word: string, width: number): readonly string[] => {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of word) {
    const size = cellsOf(character);
    if (used + size > width && part !== '') {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += character;
    used += size;
  }
  return part === '' ? parts : [...parts, part];
};

/** The text in lines of at most `width` cells, broken between words, and within a word only when it is longer than a line. */
export const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .split(/\s+/u)
    .filter((each) => each !== '')
    .flatMap((each) => pieces(each, Math.max(8, width)))) {
    if (line !== '' && cells(line) + 1 + cells(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
};
