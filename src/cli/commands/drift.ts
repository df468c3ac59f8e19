import { basename, dirname, join } from 'node:path';
import { engineNames } from '../../snapshots/registry.ts';
import {
  checkDriftFlags,
  type DriftFlags,
  fileNameOf,
  homeFolder,
  limitOfFlag,
  monitoringFiles,
  namedFile,
  namedSnapshot,
  runOf,
  writeNew,
} from '../drift-run.ts';
import { exitCodes } from '../exit-codes.ts';
import { progressLine } from '../terminal.ts';
import type { Command } from './command.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `plumbline drift REFERENCE CURRENT`: measures drift as an audit would, shows it, and writes it down. */
export const drift: Command = {
  name: 'drift',
  summary: 'measure the drift of a snapshot against its reference, and write it down as evidence',
  define: (command, run) =>
    command
      .argument(
        '<reference>',
        'snapshot that the model was accepted on: Parquet, CSV or JSON lines; a file, a folder or a quoted glob',
      )
      .argument('<current>', 'snapshot of the window that is measured')
      .option('--model <id>', 'model that was monitored, as system.yaml and its card name it')
      .option('--id <id>', 'identifier of the run (default: model and end of the window)')
      .option('--window-start <date>', 'first day that the current snapshot covers')
      .option('--window-end <date>', 'last day of it')
      .option('--features <list>', 'columns to measure (default: all)')
      .option('--exclude <list>', 'columns to leave out, such as row identifiers')
      .option('--monitored <list>', 'columns that are held to the limit (default: all)')
      .option('--numeric <list>', 'columns to bin as numbers, however few values they have')
      .option('--categorical <list>', 'columns whose values are taken as they are')
      .option('--prediction <list>', 'columns that are predictions')
      .option('--target <list>', 'columns that are outcomes')
      .option('--method <name>', 'method of the scores that the run file states, such as psi/equal-width-10@1')
      .option('--slice-by <column>', 'column whose values cut the rows into slices, each measured too')
      .option('--card <file>', 'model card, whose declared limit counts too')
      .option('--report <files...>', 'reports of Evidently, NannyML or whylogs, held against what is measured')
      .option('--report-method <name>', 'method by which their PSI is re-performed, such as "psi/evidently@numpy<2.1"')
      .option('--fail-above <psi>', 'exit code 1 when a monitored column reaches this PSI, or cannot be held to it')
      .option('--out <dir>', 'folder for the run file (YAML) and a page (HTML)')
      .option('--force', 'replace files that are there')
      .option('--textfile <file>', 'write metrics for the textfile collector of Prometheus')
      .option('--push-gateway <url>', 'push metrics to a Pushgateway of Prometheus')
      .option('--alerts <dir>', 'write alert rules of Prometheus and a dashboard of Grafana')
      .option('--engine <name>', `snapshot engine: ${engineNames.join(' or ')}`, engineNames[0])
      .option('--json', 'machine-readable')
      .addHelpText(
        'after',
        `
Examples:
  plumbline drift reference.parquet may.parquet                              look
  plumbline drift reference.parquet may.parquet --fail-above 0.2             as a gate
  plumbline drift reference.parquet may.parquet --model ranker \\
      --window-start 2026-05-01 --window-end 2026-05-31 --out evidence/drift   as evidence
`,
      )
      .action((referencePath: string, currentPath: string, flags: DriftFlags) =>
        run(async (terminal) => {
          const { methodNames, methodOf, nearestMethod } = await import('../../evidence/drift-run/methods/registry.ts');
          checkDriftFlags(flags, {
            names: methodNames,
            isKnown: (name) => methodOf(name) !== undefined,
            nearestMethod,
          });
          const limit = limitOfFlag(flags.failAbove);
          const { gatewayAddress } = await import('../../collect/prometheus.ts');
          const gateway = flags.pushGateway === undefined ? undefined : gatewayAddress(flags.pushGateway);
          const { measureDrift } = await import('../../audit/drift.ts');
          const { defaultToolkit } = await import('../../audit/toolkit.ts');
          const { driftStandingOf } = await import('../../outputs/drift-standing.ts');
          const described = runOf(flags, terminal.today);
          const name = fileNameOf(described.id);
          const progress = progressLine(terminal);
          const toolkit = defaultToolkit({ stage: progress.stage, policies: [] });
          const measured = await measureDrift(
            {
              reference: await namedSnapshot('reference', referencePath),
              current: await namedSnapshot('current', currentPath),
              home: await homeFolder(flags.out ?? dirname(referencePath)),
              name: `run-${name}.yaml`,
              run: described,
              card: flags.card === undefined ? undefined : await namedFile('--card', flags.card),
              reports: await Promise.all(
                (flags.report ?? []).map(async (path) => ({
                  path: await namedFile('--report', path),
                  ...(flags.reportMethod === undefined ? {} : { method: flags.reportMethod }),
                })),
              ),
              engine: flags.engine,
              asOf: terminal.today,
            },
            toolkit,
          ).finally(progress.clear);
          const { sheet, facts, runFile } = measured;
          if (flags.json === true) terminal.out(`${JSON.stringify(sheet, null, 2)}\n`);
          else {
            const { driftText } = await import('../../outputs/drift-text.ts');
            terminal.out(driftText(sheet, { color: terminal.color, width: terminal.width, limit }));
          }
          const said = flags.json === true ? terminal.err : terminal.out;

          if (flags.out !== undefined) {
            const { driftPage } = await import('../../outputs/drift-page.ts');
            const tool = `${toolkit.tool.name} ${toolkit.tool.version}`;
            const page = driftPage(sheet, { tool, asOf: terminal.today, limit });
            const files = [
              { name: `run-${name}.yaml`, bytes: bytes(runFile) },
              { name: `run-${name}.html`, bytes: bytes(page) },
            ];
            await writeNew(flags.out, files, flags.force === true);
            said(`\nwrote ${files.map((file) => join(flags.out ?? '', file.name)).join(' and ')}\n`);
            if (runFile.includes(' path: ../'))
              said('the snapshots lie outside that folder: an audit finds them when its evidence folder holds both\n');
          }
          if (flags.alerts !== undefined) {
            const { writeOutputs } = await import('../../files/write-outputs.ts');
            await writeOutputs(flags.alerts, monitoringFiles());
            said(`wrote alert rules and a dashboard to ${flags.alerts}\n`);
          }
          if (flags.textfile !== undefined || gateway !== undefined) {
            const { driftMetrics, exposition, pushMetrics } = await import('../../collect/prometheus.ts');
            const registry = driftMetrics(facts, { limit, now: terminal.now() });
            if (flags.textfile !== undefined) {
              const { writeOutputs } = await import('../../files/write-outputs.ts');
              const file = { name: basename(flags.textfile), bytes: bytes(await exposition(registry)) };
              await writeOutputs(dirname(flags.textfile), [file]);
              said(`wrote ${flags.textfile}\n`);
            }
            if (gateway !== undefined) {
              await pushMetrics(registry, gateway, facts.model ?? '');
              said(`pushed to ${gateway.host}\n`);
            }
          }

          const standings = facts.features.map((feature) => driftStandingOf(feature, limit));
          if (!facts.features.some(({ psi }) => psi !== undefined)) return exitCodes.blocked;
          const refused = ['above', 'too-few', 'not-measured'];
          return limit !== undefined && standings.some((standing) => refused.includes(standing))
            ? exitCodes.blocked
            : exitCodes.ok;
        }),
      ),
};
