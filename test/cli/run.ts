import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine } from '../../src/cli/command-line.ts';
import type { ExitCode } from '../../src/cli/exit-codes.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import type { Assessment, Finding } from '../../src/model/generated/assessment.ts';

/** What a command line did, as a person at a terminal would see it. */
export interface Ran {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process, on a terminal at which nobody sits unless there are answers, on 20 November 2026. */
export const plumbline = async (
  argv: readonly string[],
  environment: Record<string, string> = {},
  answers: readonly string[] = [],
): Promise<Ran> => {
  let out = '';
  let err = '';
  const left = [...answers];
  const terminal: Terminal = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    environment: { PATH: process.env.PATH, ...environment },
    interactive: false,
    color: false,
    width: 100,
    today: '2026-11-20',
    now: () => Date.parse('2026-11-20T12:00:00Z'),
    canAsk: answers.length > 0,
    ask: async (question) => {
      err += question;
      const answer = left.shift();
      if (answer === undefined) throw new UsageError('missing-value', 'the question was not answered');
      return answer;
    },
    askSecret: async (question) => {
      throw new UsageError('missing-value', `${question}: nobody is at the terminal to ask`);
    },
  };
  const exit = await runCommandLine(argv, terminal);
  return { exit, out, err };
};

export type Contents = Readonly<Record<string, string | Uint8Array>>;

const made: string[] = [];

/** A folder with these files, removed by `removeFolders`. */
export const folderOf = (contents: Contents): string => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-cli-'));
  made.push(folder);
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
};

export const removeFolders = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
};

export const namesIn = (folder: string): readonly string[] => readdirSync(folder).sort();

export const assessmentIn = (folder: string): Assessment =>
  JSON.parse(readFileSync(join(folder, 'assessment.json'), 'utf8')) as Assessment;

export const findingIn = (assessment: Assessment, control: string): Finding => {
  const finding = assessment.findings.find((each) => each.control === control);
  if (!finding) throw new Error(`no finding of ${control}`);
  return finding;
};

/** The smallest project that says anything. */
export const project = `plumbline: 1
period: { start: 2026-05-01, end: 2026-11-01 }
evidence:
  system: system.yaml
`;

export const system = `id: toy
name: Toy ranker
intendedPurpose: Orders toys in a catalogue.
systemType: recommender
roles: [provider]
scope: { aiSystem: yes, unionNexus: yes }
`;
