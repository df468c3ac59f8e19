import { posix } from 'node:path';
import { stringify } from 'yaml';
import { driftRunReader } from '../evidence/drift-run/reader.ts';
import { contextFor, openLog } from '../evidence/evidence-context.ts';
import { modelCardReader } from '../evidence/model-card/reader.ts';
import { commonFolder, pathIn, pickedTree } from '../files/picked.ts';
import { evidenceKinds, type FactSheet } from '../model/facts.ts';
import type { DriftRunFile } from '../model/generated/drift-run.ts';
import type { DriftRunFacts } from '../model/generated/facts/drift-run.ts';
import { openEngine } from '../snapshots/registry.ts';
import type { Toolkit } from './toolkit.ts';

/** What `plumbline drift` is asked. Paths are absolute. */
export interface DriftQuestion {
  readonly reference: string;
  readonly current: string;
  /** Folder in which the run file will lie: its paths are relative to it. */
  readonly home: string;
  /** Name of the run file in that folder. */
  readonly name: string;
  /** The run, but for its snapshots and claims. The scores are claimed by its method, by ours when it names none. */
  readonly run: Omit<DriftRunFile, 'reference' | 'current' | 'claims'>;
  /** Model card whose limit and monitored features count; undefined without one. */
  readonly card: string | undefined;
  /** Reports of other tools, whose scores are held against what we measure. */
  readonly reports: readonly { readonly path: string; readonly method?: string }[];
  readonly engine: string;
  /** Date of the measurement. */
  readonly asOf: string;
}

/** A drift run as it was measured: the facts that an audit would find, and the run file that says so. */
export interface DriftMeasured {
  readonly facts: DriftRunFacts;
  readonly sheet: FactSheet;
  /** Text of the run file: the question, the digests of the snapshots, and our own scores as claims. */
  readonly runFile: string;
}

/**
 * Measures one drift run with the very reader that audits use, over the files that were named and nothing else. Bad snapshots
 * become problems on the sheet, as in an audit; a file that is not there throws a FilesError.
 */
export const measureDrift = async (question: DriftQuestion, toolkit: Toolkit): Promise<DriftMeasured> => {
  const { reference, current, home, card, reports } = question;
  const { limits } = toolkit;
  const root = commonFolder([
    reference,
    current,
    home,
    ...(card === undefined ? [] : [card]),
    ...reports.map(({ path }) => path),
  ]);
  const runPath = posix.join(pathIn(root, home), question.name);
  const fromHome = (path: string): string => posix.relative(posix.dirname(`/${runPath}`), `/${pathIn(root, path)}`);
  const bare: DriftRunFile = {
    ...question.run,
    reference: { path: fromHome(reference) },
    current: { path: fromHome(current) },
    ...(reports.length === 0 ? {} : { reports: reports.map((report) => ({ ...report, path: fromHome(report.path) })) }),
  };
  const picked = [reference, current, ...(card === undefined ? [] : [card]), ...reports.map(({ path }) => path)];
  const tree = await pickedTree(root, picked, { [runPath]: stringify(bare) }, limits);
  const engine = await openEngine(question.engine, limits);
  const given = {
    tree,
    limits,
    // Every window that has ended counts: which period it belongs to is the audit's question.
    clock: { asOf: question.asOf, period: { start: '0001-01-01', end: '9999-12-31' } },
    engine,
    sizes: new Map(tree.files.map(({ path, size }) => [path, size])),
  };
  const log = openLog(evidenceKinds);
  try {
    toolkit.stage('measuring');
    const cards: FactSheet[] = [];
    if (card !== undefined) {
      const path = pathIn(root, card);
      const context = contextFor('model-card', { ...given, items: [path], sheetsOf: () => [] }, log);
      const read = await modelCardReader.read({ kind: 'model-card', path, options: {} }, context);
      cards.push(...(Array.isArray(read) ? (read as readonly FactSheet[]) : [read as FactSheet]));
    }
    const sheetsOf = (kind: string): readonly FactSheet[] => (kind === 'model-card' ? cards : []);
    const context = contextFor('drift-run', { ...given, items: [runPath], sheetsOf }, log);
    const item = { kind: 'drift-run', path: runPath, options: {} } as const;
    const sheet = (await driftRunReader.read(item, context)) as FactSheet;
    const facts = sheet.facts as unknown as DriftRunFacts;
    const digests = new Map(log.records([]).map(({ path, sha256 }) => [path, sha256]));
    const bound = bare.reports?.map((report) => {
      const sha256 = digests.get(posix.normalize(posix.join(posix.dirname(runPath), report.path)));
      return {
        path: report.path,
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(report.method && { method: report.method }),
      };
    });
    const run = { ...bare, ...(bound === undefined ? {} : { reports: bound }) };
    return { sheet, facts, runFile: runFileOf(run, facts, toolkit, question.asOf) };
  } finally {
    await engine.close();
  }
};

/** The run with what was measured: an audit that re-performs it finds the same. */
const runFileOf = (bare: DriftRunFile, facts: DriftRunFacts, { tool }: Toolkit, asOf: string): string => {
  const { id, model, window, reference, current, method: stated, ...rest } = bare;
  const method = stated ?? facts.method;
  const claims = facts.features.flatMap(({ feature, psi, statedPsi }) => {
    const score = stated === undefined ? psi : statedPsi;
    return feature === undefined || score === undefined ? [] : [[feature, score] as const];
  });
  const run: DriftRunFile = {
    id,
    model,
    window,
    reference: { ...reference, ...(facts.referenceSha256 && { sha256: facts.referenceSha256 }) },
    current: { ...current, ...(facts.currentSha256 && { sha256: facts.currentSha256 }) },
    ...rest,
    ...(claims.length > 0 && method !== undefined ? { method, claims: Object.fromEntries(claims) } : {}),
  };
  return `# Measured by ${tool.name} ${tool.version} on ${asOf}. Record what was done about it under \`response\`.\n${stringify(run, { lineWidth: 0 })}`;
};
