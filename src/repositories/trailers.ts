/** One trailer of a commit message: `Reviewed-by: Ada Example <ada@example.org>`. Typed by the author: a claim, no proof. */
export interface Trailer {
  readonly key: string;
  readonly value: string;
}

const generated = ['Signed-off-by: ', '(cherry picked from commit '];
const blank = (line: string): boolean => /^\s*$/.test(line);
const separator = /^([A-Za-z0-9-]+)[ \t]*:/;

/** The line at which the block of trailers starts, found from the end as git does (trailer.c, find_trailer_start). */
const blockStart = (lines: readonly string[]): number => {
  let title = 0;
  while (title < lines.length && (lines[title]?.startsWith('#') || !blank(lines[title] ?? ''))) title++;
  let onlyBlank = true;
  let recognised = false;
  let trailers = 0;
  let others = 0;
  let continuations = 0;
  for (let at = lines.length - 1; at >= title; at--) {
    const line = lines[at] ?? '';
    if (line.startsWith('#')) {
      others += continuations;
      continuations = 0;
    } else if (blank(line)) {
      if (onlyBlank) continue;
      others += continuations;
      const isBlock = (recognised && trailers * 3 >= others) || (trailers > 0 && others === 0);
      return isBlock ? at + 1 : lines.length;
    } else {
      onlyBlank = false;
      if (generated.some((prefix) => line.startsWith(prefix))) {
        trailers++;
        continuations = 0;
        recognised = true;
      } else if (separator.test(line)) {
        trailers++;
        continuations = 0;
      } else if (/^\s/.test(line)) continuations++;
      else {
        others += 1 + continuations;
        continuations = 0;
      }
    }
  }
  return lines.length;
};

/**
 * The trailers of a commit message, as `git interpret-trailers --parse` finds them: only in the last paragraph, never in the
 * first, and only where that paragraph is a block of trailers. Folded values are joined; keys keep their case.
 */
export const parseTrailers = (message: string): readonly Trailer[] => {
  const lines = message.replaceAll('\r\n', '\n').split('\n');
  const found: { key: string; value: string }[] = [];
  let open = false;
  for (const line of lines.slice(blockStart(lines))) {
    const last = found.at(-1);
    if (line.startsWith('#') || blank(line)) open = false;
    else if (/^\s/.test(line)) {
      if (open && last) last.value = `${last.value} ${line.trim()}`.trim();
    } else {
      const match = separator.exec(line);
      open = match !== null;
      if (match) found.push({ key: match[1] ?? '', value: line.slice(match[0].length).trim() });
    }
  }
  return found;
};
