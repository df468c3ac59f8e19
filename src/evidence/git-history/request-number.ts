const namedRequest =
  /^\W*(?:Revert\s+")*\W*Merge(?:d)?(?:\s+(?:pull|merge)\s+request|\s+PR)?\s+[#!]?(\d{1,9})(?=[\s:]|$)/i;
const mergedIn = /\((?:pull|merge) request [#!](\d{1,9})\)/i;

/**
 * The number of the request that a message says it merges: `Merge pull request #12 from x`, `Merged PR 12: x`, `Title (#12)`,
 * `Merged in x (pull request #12)`, `See merge request group/name!12`. A claim. Undefined when it names none.
 */
export const requestOf = (message: string): string | undefined => {
  const lines = message.split('\n');
  const subject = lines.find((line) => line.trim() !== '') ?? '';
  // The number in a quoted subject is that of the request that is reverted.
  const own = /^\W*Revert\b/i.test(subject) ? undefined : (namedRequest.exec(subject) ?? mergedIn.exec(subject));
  const ending = /\s\(([#!]\d{1,9})\)\s*$/.exec(subject);
  const gitlab = lines.map((line) => /^See merge request \S*!(\d{1,9})\s*$/.exec(line)).find((match) => match !== null);
  if (own?.[1] !== undefined) return `#${own[1]}`;
  if (ending?.[1] !== undefined) return ending[1];
  return gitlab?.[1] === undefined ? undefined : `!${gitlab[1]}`;
};

/**
 * A message without the numbers that a platform gives to the request itself: a change does not link to a work item by having
 * been merged. `Merge pull request #12 from x`, `Merge #12: x`, `Title (#12)`, also inside the subject of a revert.
 */
export const withoutOwnNumber = (message: string): string =>
  message
    .split('\n')
    .map((line, index) => {
      const named = line.replace(
        /^(\W*(?:Revert\s+")*\W*)Merge(?:d)?(?:\s+(?:pull|merge)\s+request|\s+PR)?\s+#\d+/i,
        '$1Merge',
      );
      return index === 0 ? named.replace(/\s\(#\d+\)(?=["\s]*(?:\(#\d+\)\s*)?$)/g, '') : named;
    })
    .join('\n');
