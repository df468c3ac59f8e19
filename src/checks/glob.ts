/** Longest glob that is accepted, in characters. */
export const longestGlob = 200;

/** One state of the automaton: which character it takes (undefined: none, it only forks), and where it goes. */
interface State {
  readonly takes?: (character: string) => boolean;
  readonly next: number[];
}

const closing = (pattern: readonly string[], from: number): number => {
  for (let depth = 0, index = from; index < pattern.length; index++) {
    if (pattern[index] === '\\') index++;
    else if (pattern[index] === '{') depth++;
    else if (pattern[index] === '}' && --depth === 0) return index;
  }
  return -1;
};

const alternatives = (pattern: readonly string[]): string[][] => {
  const parts: string[][] = [[]];
  for (let depth = 0, index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? '';
    if (character === ',' && depth === 0) {
      parts.push([]);
      continue;
    }
    if (character === '{') depth++;
    else if (character === '}') depth--;
    parts.at(-1)?.push(character);
    if (character === '\\') parts.at(-1)?.push(pattern[++index] ?? '');
  }
  return parts;
};

const classOf = (members: readonly string[]): ((character: string) => boolean) => {
  const negated = members[0] === '!' || members[0] === '^';
  const list = negated ? members.slice(1) : members;
  return (character) => {
    const inside = list.some(
      (member, index) =>
        member === character ||
        (list[index + 1] === '-' && member <= character && character <= (list[index + 2] ?? '')),
    );
    return inside !== negated;
  };
};

/** Appends the states of `pattern` and returns the states whose `next` is still open. */
const compile = (pattern: readonly string[], states: State[], open: readonly number[]): readonly number[] => {
  const add = (from: readonly number[], takes?: State['takes']): number => {
    const index = states.push(takes ? { takes, next: [] } : { next: [] }) - 1;
    for (const each of from) states[each]?.next.push(index);
    return index;
  };
  let ends = open;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? '';
    const classEnd = character === '[' ? pattern.indexOf(']', index + 2) : -1;
    const braceEnd = character === '{' ? closing(pattern, index) : -1;
    if (character === '*') {
      const fork = add(ends);
      const loop = add([fork], () => true);
      states[loop]?.next.push(fork);
      ends = [fork];
    } else if (character === '?') ends = [add(ends, () => true)];
    else if (classEnd > 0) {
      ends = [add(ends, classOf(pattern.slice(index + 1, classEnd)))];
      index = classEnd;
    } else if (braceEnd > 0) {
      const start = add(ends);
      ends = alternatives(pattern.slice(index + 1, braceEnd)).flatMap((part) => compile(part, states, [start]));
      index = braceEnd;
    } else {
      const literal = character === '\\' ? (pattern[++index] ?? '\\') : character;
      ends = [add(ends, (seen) => seen === literal)];
    }
  }
  return ends;
};

/** A glob of plain text and `*` alone: each piece is looked for after the one before it, the last at the end. */
const piecesMatch = (pieces: readonly string[]): ((text: string) => boolean) => {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
    let from = first.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, from);
      if (found < 0) return false;
      from = found + piece.length;
    }
    return from <= text.length - last.length;
  };
};

/**
 * Whether the whole of a text matches a glob (`*` any text, `?`, `[abc]`, `[a-z]`, `[!a]`, `{a,b}`, `\` takes the next
 * character as it is). Simulates an automaton: time is linear in the text whatever the pattern, unlike a backtracking
 * regular expression.
 */
export const globMatches = (glob: string, options: { readonly ignoreCase: boolean }): ((text: string) => boolean) => {
  const fold = (text: string): string => (options.ignoreCase ? text.toLowerCase() : text);
  if (!/[?[{\\]/.test(glob)) {
    const matches = piecesMatch(fold(glob).split('*'));
    return (text) => matches(fold(text));
  }
  const states: State[] = [{ next: [] }];
  const ends = compile([...fold(glob)], states, [0]);
  const accepting = states.push({ takes: () => false, next: [] }) - 1;
  for (const end of ends) states[end]?.next.push(accepting);

  const reach = (from: Iterable<number>): Set<number> => {
    const reached = new Set<number>();
    const queue = [...from];
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      if (reached.has(state)) continue;
      reached.add(state);
      if (!states[state]?.takes) queue.push(...(states[state]?.next ?? []));
    }
    return reached;
  };
  return (text) => {
    let current = reach([0]);
    for (const character of fold(text)) {
      const taken = [...current].filter((state) => states[state]?.takes?.(character));
      current = reach(taken.flatMap((state) => states[state]?.next ?? []));
      if (current.size === 0) return false;
    }
    return current.has(accepting);
  };
};
