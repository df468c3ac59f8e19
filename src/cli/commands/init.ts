import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { packageFiles, packageText } from '../../files/package-files.ts';
import { FilesError } from '../../files/tree.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Command } from './command.ts';

/** `plumbline init DIR`: a commented plumbline.yaml, system.yaml and templates of a model card and an attestation. */
export const init: Command = {
  name: 'init',
  summary: 'write a commented plumbline.yaml and system.yaml, and templates of a model card and an attestation',
  define: (command, run) =>
    command
      .argument('[dir]', 'folder to write to', '.')
      .addHelpText('after', '\nExample:\n  plumbline init evidence\n')
      .action((dir: string) =>
        run(async (terminal) => {
          const present: string[] = [];
          const files = packageFiles('templates/init');
          for (const file of files) {
            if (await stat(join(dir, file)).catch(() => undefined)) present.push(file);
          }
          for (const file of files.filter((path) => !present.includes(path))) {
            const target = join(dir, file);
            try {
              await mkdir(dirname(target), { recursive: true });
              await writeFile(target, packageText(`templates/init/${file}`), { flag: 'wx' });
            } catch (cause) {
              throw new FilesError('unwritable', `cannot write ${target}: ${messageOf(cause)}`, { cause });
            }
            terminal.out(`wrote ${target}\n`);
          }
          for (const file of present) terminal.out(`kept  ${join(dir, file)} (it was there)\n`);
          terminal.out(
            `\nNext: answer the questions in ${join(dir, 'system.yaml')}, add evidence, then\n  plumbline audit ${dir} --out plumbline-report\n`,
          );
          return exitCodes.ok;
        }),
      ),
};
