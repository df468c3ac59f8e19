/** Numbers that look random and are the same on every machine: additions, multiplications and integer operations only. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  readonly uniform: () => number;
  /** Standard normal to about four standard deviations: the sum of twelve uniforms. */
  readonly normal: () => number;
  /** One of the names, with the weights given; they need not add up to 1. */
  readonly choice: <Name extends string>(weights: Readonly<Record<Name, number>>) => Name;
  readonly chance: (probability: number) => boolean;
}

/** The generator mulberry32 (public domain), seeded by a name, so that each file has a stream of its own. */
export const seeded = (name: string): Random => {
  let state = 0x9e3779b9;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x85ebca6b) ^ (state >>> 13);
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => {
      let sum = -6;
      for (let index = 0; index < 12; index += 1) sum += uniform();
      return sum;
    },
    choice: (weights) => {
      const entries = Object.entries<number>(weights);
      let left = uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [chosen, weight] of entries) {
        left -= weight;
        if (left < 0) return chosen as keyof typeof weights & string;
      }
      return entries[entries.length - 1]?.[0] as keyof typeof weights & string;
    },
    chance: (probability) => uniform() < probability,
  };
};

/** Rounded to `digits` decimal places, the way a table would print it. */
export const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
