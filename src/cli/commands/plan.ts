import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

const formats = ['text', 'markdown', 'json'] as const;

interface PlanFlags {
  readonly evidence?: string;
  readonly profile?: string;
  readonly asOf?: string;
  readonly trust?: string;
  readonly format: string;
  readonly missing?: true;
}

/** `plumbline plan`: the evidence request list of a profile, what an auditor sends to the client. */
export const plan: Command = {
  name: 'plan',
  summary: 'list the evidence that a profile asks for, and what of it is there',
  define: (command, run) =>
    command
      .option('--profile <id>', 'profile (default: that of the evidence folder, else every control)')
      .option(
        '--evidence <dir>',
        'evidence folder: leave out what does not apply, and say what is there and what is missing',
      )
      .option('--missing', 'with --evidence: only what is missing or incomplete')
      .option('--as-of <date>', 'date for which the list is made (default: today)')
      .option('--trust <file>', 'with --evidence: trust file, whose signatures count')
      .option('--format <format>', `one of ${formats.join(', ')}`, 'text')
      .addHelpText(
        'after',
        `
Examples:
  plumbline plan --profile soc2-type2 --format markdown > requests.md      to send to the client
  plumbline plan --evidence evidence                                       what is there, and what is missing
  plumbline plan --evidence evidence --missing                             what to collect next
`,
      )
      .action((flags: PlanFlags) =>
        run(async (terminal) => {
          const format = formats.find((known) => known === flags.format);
          if (format === undefined)
            throw new UsageError('bad-value', `--format ${flags.format}: expected one of ${formats.join(', ')}`);
          const { evidenceRequestList } = await import('../plan.ts');
          const { requestsJson, requestsMarkdown, requestsText } = await import('../plan-text.ts');
          const list = await evidenceRequestList(flags, terminal);
          terminal.out(
            format === 'json'
              ? requestsJson(list)
              : format === 'markdown'
                ? requestsMarkdown(list)
                : requestsText(list, terminal.width),
          );
          return exitCodes.ok;
        }),
      ),
};
