import { isDeepStrictEqual } from 'node:util';
import { plainText } from '../base/plain-text.ts';
import { type Counted, isRefusal, type OrRefusal } from './column-counts.ts';
import type { SnapshotEngine } from './engine.ts';
import { SnapshotError } from './snapshot-error.ts';

/** What came of a cross-check: how many answers about single columns both engines gave alike, and what they did not. */
export interface CrossCheck {
  readonly engines: readonly [string, string];
  readonly agreed: number;
  /** One sentence each. */
  readonly differences: readonly string[];
}

/**
 * An engine that lets a second one recompute all that it answers. A column counts only when both give the same integers; otherwise it is
 * refused, by name, and the difference is kept. A column that the first engine refuses stays refused in its words: there is nothing to
 * recompute. It is called like the first engine, whose numbers it gives.
 */
export const crossChecked = (
  first: SnapshotEngine,
  second: SnapshotEngine,
): SnapshotEngine & { readonly crossCheck: () => CrossCheck } => {
  const differences: string[] = [];
  let agreed = 0;

  const disagreement = (what: string): SnapshotError => {
    differences.push(what);
    return new SnapshotError('disagreement', `cross-check: ${what}`);
  };
  const wordsOf = (thrown: unknown): string => {
    if (thrown instanceof SnapshotError) return thrown.message;
    throw thrown;
  };
  /** What the second engine answers; a refusal of the whole snapshot is its answer too. */
  const again = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask();
    } catch (thrown) {
      throw disagreement(`${second.name} could not recompute what ${first.name} gave: ${wordsOf(thrown)}`);
    }
  };
  const held = <Counts extends object>(
    ours: OrRefusal<Counts> & { readonly name: string },
    theirs: OrRefusal<Counts> | undefined,
    where: string,
  ): OrRefusal<Counts> => {
    if (isRefusal<object>(ours)) return ours;
    if (isDeepStrictEqual(ours, theirs)) {
      agreed += 1;
      return ours;
    }
    const what =
      theirs && isRefusal<object>(theirs)
        ? `column ${plainText(ours.name)}${where}: ${second.name} could not recompute what ${first.name} gave: ${theirs.message}`
        : `column ${plainText(ours.name)}${where}: ${first.name} and ${second.name} do not give the same counts`;
    const { code, message } = disagreement(what);
    return { name: ours.name, refused: code, message };
  };
  const each = <Counts extends { readonly name: string }>(
    ours: readonly OrRefusal<Counts>[],
    theirs: readonly OrRefusal<Counts>[],
    where = '',
  ): readonly OrRefusal<Counts>[] => ours.map((counts, index) => held(counts, theirs[index], where));
  const counted = <Counts extends { readonly name: string }>(
    ours: Counted<Counts>,
    theirs: Counted<Counts>,
  ): Counted<Counts> => {
    const key = ({ value, rows }: Counted<Counts>['slices'][number]) => [value, rows];
    if (!isDeepStrictEqual(ours.slices.map(key), theirs.slices.map(key)))
      throw disagreement(`${first.name} and ${second.name} do not see the same slices`);
    return {
      columns: each(ours.columns, theirs.columns),
      slices: ours.slices.map((slice, index) => ({
        ...slice,
        columns: each(
          slice.columns,
          theirs.slices[index]?.columns ?? [],
          `, slice ${plainText(slice.value ?? '(none)')}`,
        ),
      })),
    };
  };
  return {
    name: first.name,
    schema: async (source, options) => {
      const ours = await first.schema(source, options);
      const theirs = await again(() => second.schema(source));
      if (!isDeepStrictEqual(ours, theirs))
        throw disagreement(`${first.name} and ${second.name} do not see the same rows and columns`);
      return ours;
    },
    survey: async (source, requests, options) => {
      const ours = await first.survey(source, requests, options);
      return each(ours, await again(() => second.survey(source, requests)));
    },
    histogram: async (source, requests, options) => {
      const ours = await first.histogram(source, requests, options);
      const { progress: _, ...silent } = options ?? {};
      return counted(ours, await again(() => second.histogram(source, requests, silent)));
    },
    categories: async (source, requests, options) => {
      const ours = await first.categories(source, requests, options);
      const { progress: _, ...silent } = options ?? {};
      return counted(ours, await again(() => second.categories(source, requests, silent)));
    },
    distances: async (reference, current, columns, options) => {
      const ours = await first.distances(reference, current, columns, options);
      return each(ours, await again(() => second.distances(reference, current, columns)));
    },
    close: async () => {
      await first.close();
      await second.close();
    },
    crossCheck: () => ({ engines: [first.name, second.name], agreed, differences }),
  };
};
