import { plainText } from '../../base/plain-text.ts';
import { exitCodes } from '../exit-codes.ts';
import { progressLine } from '../terminal.ts';
import type { Command } from './command.ts';

/** `plumbline snapshot`: CSV or JSON lines in, a Parquet snapshot out. */
export const snapshot: Command = {
  name: 'snapshot',
  summary: 'make a Parquet snapshot of a CSV or JSON lines file',
  define: (command, run) =>
    command
      .argument('<file>', 'CSV (commas, a header) or JSON lines (an object a line): .csv, .jsonl, .ndjson')
      .requiredOption('--out <file>', 'Parquet file to write; one that is there is never overwritten')
      .addHelpText(
        'after',
        `
A column is of numbers only when all of its cells are: an empty cell is a null, 007 is text.

Example:
  plumbline snapshot exports/2026-10.csv --out evidence/drift/2026-10.parquet
`,
      )
      .action((input: string, { out }: { readonly out: string }) =>
        run(async (terminal) => {
          const { makeSnapshot } = await import('../../snapshots/make-snapshot.ts');
          const { defaultLimits } = await import('../../base/limits.ts');
          const progress = progressLine(terminal);
          try {
            const { rows, columns } = await makeSnapshot(input, out, defaultLimits, progress.stage);
            progress.clear();
            const width = Math.min(40, Math.max(...columns.map(({ name }) => plainText(name).length)));
            const lines = columns.map(({ name, written, values }) => {
              const nulls = rows - values;
              const empty = nulls === 0 ? '' : `, ${nulls} ${nulls === 1 ? 'null' : 'nulls'}`;
              return `  ${plainText(name).padEnd(width)}  ${values === 0 ? 'no value' : written}${empty}\n`;
            });
            terminal.out(`wrote ${plainText(out)}: ${rows} rows, ${columns.length} columns\n${lines.join('')}`);
            return exitCodes.ok;
          } finally {
            progress.clear();
          }
        }),
      ),
};
