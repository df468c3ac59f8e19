import type { Assessment } from '../model/generated/assessment.ts';
import { counted, placeText } from './words.ts';

const bytesText = (size: number): string =>
  size < 1000
    ? `${size} B`
    : size < 1_000_000
      ? `${(size / 1000).toFixed(1)} kB`
      : `${(size / 1_000_000).toFixed(1)} MB`;

/**
 * The index of evidence, a row a file. A file that was read for several kinds, or that an attestation names, is one file
 * with one digest; should it ever have two digests, each has its row.
 */
export const evidenceView = ({ evidence }: Pick<Assessment, 'evidence'>) => {
  const nameOf = ({ path, sha256 }: Assessment['evidence'][number]): string => `${path}\n${sha256}`;
  const files = [...new Map(evidence.map((item) => [nameOf(item), item])).values()];
  return {
    count: counted(files.length, 'file'),
    items: files.map((file) => {
      const readings = evidence.filter((item) => nameOf(item) === nameOf(file));
      return {
        path: file.path,
        kind: [...new Set(readings.map(({ kind }) => kind))].join(', '),
        size: bytesText(file.size),
        sha256: file.sha256,
        problems: readings.reduce((sum, { problems }) => sum + problems.length, 0),
      };
    }),
    problems: evidence
      .flatMap(({ problems }) => problems)
      .map((problem) => ({ where: placeText(problem), message: problem.message, code: problem.code })),
  };
};
