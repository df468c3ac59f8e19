import type { Progress } from './engine.ts';

/** Is told of rows that were read. */
export type ScanProgress = (rows: number) => void;

/** Turns rows read into a share of so many scans of a snapshot. More scans than expected leave it at its end. */
export const scanProgress = (rows: number, scans: number, progress: Progress | undefined): ScanProgress => {
  let [read, told] = [0, performance.now()];
  return (more) => {
    read += more;
    const now = performance.now();
    if (!progress || now - told < 200) return;
    told = now;
    progress(Math.min(1, read / Math.max(1, rows * scans)));
  };
};
