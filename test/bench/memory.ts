import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and of all that it started, at one moment. Bytes. */
export interface MemorySample {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Resident memory of the process itself. */
  readonly own: number;
  /** Of its descendants: the proportional share, so that pages which several processes share count once. */
  readonly children: number;
}

/** Whether this machine tells the memory of other processes: Linux with /proc. */
export const canSample = existsSync('/proc/self/smaps_rollup');

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A process may end between being listed and being looked at.
    return '';
  }
};

/** Every process below `pid`. The parent stands two fields behind the name, which itself may hold blanks and brackets. */
const descendants = (pid: number): readonly number[] => {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(/\) \S (\d+) /.exec(textOf(`/proc/${name}/stat`).replace(/^.*\)/s, ')'))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (parent: number): readonly number[] =>
    (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
};

const kilobytes = (pid: number, field: 'Rss' | 'Pss'): number =>
  Number(new RegExp(`^${field}: *(\\d+) kB`, 'm').exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;

/** Looks at a process and its descendants every `every` milliseconds, until `stop`. */
export const watchMemory = (
  pid: number,
  every: number,
): { readonly samples: readonly MemorySample[]; readonly stop: () => void } => {
  const samples: MemorySample[] = [];
  const look = (): void => {
    const at = performance.timeOrigin + performance.now();
    const own = kilobytes(pid, 'Rss');
    const children = descendants(pid).reduce((sum, child) => sum + kilobytes(child, 'Pss'), 0);
    samples.push({ at, own, children });
  };
  const timer = setInterval(look, every);
  return { samples, stop: () => clearInterval(timer) };
};
