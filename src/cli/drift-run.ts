import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { plainText } from '../base/plain-text.ts';
import { instantOf } from '../base/time.ts';
import { globRoot } from '../files/glob.ts';
import { packageFiles, packageText } from '../files/package-files.ts';
import { type OutputFile, writeOutputs } from '../files/write-outputs.ts';
import type { DriftRunFile } from '../model/generated/drift-run.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `plumbline drift`, as commander gives them. */
export interface DriftFlags {
  readonly model?: string;
  readonly id?: string;
  readonly windowStart?: string;
  readonly windowEnd?: string;
  readonly features?: string;
  readonly monitored?: string;
  readonly exclude?: string;
  readonly categorical?: string;
  readonly numeric?: string;
  readonly prediction?: string;
  readonly target?: string;
  readonly method?: string;
  readonly sliceBy?: string;
  readonly card?: string;
  readonly report?: readonly string[];
  readonly reportMethod?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly failAbove?: string;
  readonly textfile?: string;
  readonly pushGateway?: string;
  readonly alerts?: string;
  readonly engine: string;
}

const list = (text: string | undefined): readonly string[] | undefined => {
  const parts = text
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts && parts.length > 0 ? parts : undefined;
};

/** The limit of `--fail-above`: a PSI above 0. Throws UsageError `bad-value` for anything else. */
export const limitOfFlag = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const limit = Number(text);
  if (text.trim() === '' || !Number.isFinite(limit) || limit <= 0)
    throw new UsageError('bad-value', `--fail-above ${text}: expected a PSI above 0, such as 0.2`);
  return limit;
};

const isDay = (text: string): boolean => text.length === 10 && instantOf(text) !== undefined;

/** The methods that flags may name. */
export interface KnownMethods {
  readonly names: readonly string[];
  readonly isKnown: (name: string) => boolean;
  readonly nearestMethod: (name: string) => string | undefined;
}

/** Everything that is wrong with the flags, all at once. */
const problemsOf = (flags: DriftFlags, methods: KnownMethods): readonly string[] => {
  const { windowStart: start, windowEnd: end } = flags;
  const wrong = (flag: string, value: string | undefined): readonly string[] =>
    value === undefined || isDay(value) ? [] : [`--${flag} ${value}: expected a date, YYYY-MM-DD`];
  const unknown = (flag: string, name: string | undefined): readonly string[] => {
    if (name === undefined || methods.isKnown(name)) return [];
    const nearest = methods.nearestMethod(name);
    const hint = nearest === undefined ? `expected one of ${methods.names.join(', ')}` : `did you mean ${nearest}?`;
    return [`--${flag} ${plainText(name)}: no such method; ${hint}`];
  };
  return [
    ...unknown('method', flags.method),
    ...unknown('report-method', flags.reportMethod),
    ...wrong('window-start', start),
    ...wrong('window-end', end),
    ...(start !== undefined && end !== undefined && end < start
      ? [`the window ends (${end}) before it starts (${start})`]
      : []),
    ...(flags.out === undefined
      ? []
      : (['model', 'windowStart', 'windowEnd'] as const)
          .filter((flag) => flags[flag] === undefined)
          .map(
            (flag) =>
              `--out without --${flag.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}: a run file says which model was monitored, and when`,
          )),
    ...(flags.reportMethod !== undefined && flags.report === undefined ? ['--report-method without --report'] : []),
    ...(flags.force === true && flags.out === undefined ? ['--force without --out: nothing is written'] : []),
  ];
};

/** Refuses flags that make no sense, all of them at once. */
export const checkDriftFlags = (flags: DriftFlags, methods: KnownMethods): void => {
  const problems = problemsOf(flags, methods);
  const [first, ...others] = problems;
  if (first === undefined) return;
  throw new UsageError('bad-flag', others.length === 0 ? first : `${problems.length} flags are wrong`, {
    details: others.length === 0 ? [] : problems.map((message) => ({ message })),
  });
};

/** The run that the flags describe, but for its snapshots. */
export const runOf = (flags: DriftFlags, today: string): Omit<DriftRunFile, 'reference' | 'current' | 'claims'> => {
  const end = flags.windowEnd ?? flags.windowStart ?? today;
  const model = flags.model ?? 'model';
  const [features, monitored, exclude] = [list(flags.features), list(flags.monitored), list(flags.exclude)];
  const described = new Map<
    string,
    { name: string; type?: 'numeric' | 'categorical'; role?: 'prediction' | 'outcome' }
  >();
  const describe = (
    names: string | undefined,
    what: { type?: 'numeric' | 'categorical'; role?: 'prediction' | 'outcome' },
  ) => {
    for (const name of list(names) ?? []) described.set(name, { ...(described.get(name) ?? { name }), ...what });
  };
  describe(flags.numeric, { type: 'numeric' });
  describe(flags.categorical, { type: 'categorical' });
  describe(flags.prediction, { role: 'prediction' });
  describe(flags.target, { role: 'outcome' });
  return {
    id: flags.id ?? `${model}-${end}`,
    model,
    window: { start: flags.windowStart ?? end, end },
    ...(features ? { features: [...features] } : {}),
    ...(described.size > 0 ? { overrides: [...described.values()] } : {}),
    ...(exclude ? { exclude: [...exclude] } : {}),
    ...(monitored ? { monitored: [...monitored] } : {}),
    ...(flags.method === undefined ? {} : { method: flags.method }),
    ...(flags.sliceBy === undefined ? {} : { sliceBy: flags.sliceBy }),
  };
};

/** A file that the user named, where it really lies. Throws UsageError when nothing is there. */
export const namedFile = async (what: string, path: string): Promise<string> => {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError('bad-value', `${what}: no such file: ${path}`);
  // Its own name stays, its folder is where it really lies: two ways to one folder must not give two roots.
  return join(await realpath(dirname(resolve(path))), basename(resolve(path)));
};

/** A snapshot that the user named: a file, a folder, or a glob whose folder is there. Throws UsageError when nothing is there. */
export const namedSnapshot = async (what: string, path: string): Promise<string> => {
  const fixed = globRoot(path);
  if (fixed === undefined || (await stat(path).catch(() => undefined))) return namedFile(what, path);
  const folder = await realpath(fixed === '' ? '.' : fixed).catch(() => undefined);
  if (folder === undefined) throw new UsageError('bad-value', `${what}: no such folder: ${fixed}`);
  return join(folder, path.slice(fixed.length));
};

/** The folder for the run file, as it will really lie, also when it is not there yet. */
export const homeFolder = async (out: string): Promise<string> => {
  let there = resolve(out);
  const missing: string[] = [];
  while ((await stat(there).catch(() => undefined)) === undefined && dirname(there) !== there) {
    missing.unshift(basename(there));
    there = dirname(there);
  }
  return join(await realpath(there), ...missing);
};

/** A name of a file made of an identifier: letters, digits, dots and dashes of it stay. */
export const fileNameOf = (id: string): string => {
  const name = id.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '');
  return name === '' ? 'run' : name.slice(0, 120);
};

/** Writes files into a folder. Those that are there already stop everything unless `force`. */
export const writeNew = async (folder: string, files: readonly OutputFile[], force: boolean): Promise<void> => {
  const present: string[] = [];
  for (const { name } of files) if (await stat(join(folder, name)).catch(() => undefined)) present.push(name);
  if (present.length > 0 && !force)
    throw new UsageError(
      'bad-value',
      `${plainText(join(folder, present[0] ?? ''))} is there already; nothing was written`,
      {
        hint: 'name another folder or --id, or add --force to replace it',
      },
    );
  await writeOutputs(folder, files);
};

/** The alert rules and the dashboard that ship with the package. */
export const monitoringFiles = (): readonly OutputFile[] =>
  packageFiles('templates/prometheus').map((name) => ({
    name,
    bytes: new TextEncoder().encode(packageText(`templates/prometheus/${name}`)),
  }));
