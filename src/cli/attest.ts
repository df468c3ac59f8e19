import { judgedIn, type Question, questionsOf, withFile } from '../audit/questions.ts';
import { plainText } from '../base/plain-text.ts';
import { addDuration, instantOf, isoDate, parseDuration } from '../base/time.ts';
import { globMatcher } from '../files/glob.ts';
import type { Project } from '../model/generated/project.ts';
import { suggestion } from '../policy/nearest.ts';
import { signEntry } from '../signing/sign-entry.ts';
import { loadTrust } from '../signing/trust.ts';
import { freeId, readEntryFile, withNewEntry, writeEntryFile } from './entry-file.ts';
import { dateProblem, type Field, fillIn, oneOf, wordsProblem } from './form.ts';
import { type EvidenceFlags, type Standing, standingOf } from './people-run.ts';
import { type KeyFlags, requireSigning, signerOf } from './signing-flags.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `plumbline attest`. */
export interface AttestFlags extends EvidenceFlags, KeyFlags {
  readonly list?: true;
  readonly check?: string;
  readonly determination?: string;
  readonly by?: string;
  readonly role?: string;
  readonly method?: string;
  readonly statement?: string;
  readonly lookedAt?: readonly string[];
  readonly on?: string;
  readonly validUntil?: string;
  readonly id?: string;
  readonly file?: string;
  readonly sign?: true;
}

const indented = (text: string, lead: string): string => `${lead}${plainText(text).replace(/\s+/g, ' ').trim()}\n`;

/** A question as a person reads it before answering: what is asked, of whom, and how it stands. */
const questionText = ({ planned, check, result }: Question): string => {
  const { control } = planned;
  const standing = (result.attestations ?? [])
    .map(({ id, by, role, attestedOn, validUntil, state, explanation }) =>
      indented(
        `${id}: ${by}, ${role}, ${attestedOn ?? 'no date'} to ${validUntil ?? 'no date'}: ${state === 'effective' ? 'in effect' : state === 'superseded' ? 'superseded' : `no effect, ${explanation}`}`,
        '    on file  ',
      ),
    )
    .join('');
  return [
    `${control.id}  ${result.outcome}\n`,
    indented(control.title, '    control  '),
    indented(check.question, '    asked    '),
    indented(check.id, '    check    '),
    check.roles ? indented(check.roles.join(' or '), '    roles    ') : '',
    standing,
  ].join('');
};

/** `plumbline attest --list`: what waits for a person first, then what was answered. */
export const listQuestions = async (
  control: string | undefined,
  flags: AttestFlags,
  terminal: Terminal,
): Promise<void> => {
  const standing = await standingOf(flags, terminal);
  const all = control === undefined ? questionsOf(standing.audited) : asked(control, standing);
  const open = all.filter(({ result }) => result.outcome !== 'satisfied');
  const answered = all.filter(({ result }) => result.outcome === 'satisfied');
  terminal.out(open.map((question) => `${questionText(question)}\n`).join(''));
  if (answered.length > 0) {
    terminal.out(`Answered\n`);
    for (const { planned, result } of answered)
      terminal.out(
        `  ${planned.control.id}: ${plainText(result.attestation?.by ?? '')}, valid until ${result.attestation?.validUntil ?? 'no date'}\n`,
      );
    terminal.out('\n');
  }
  const waiting = open.filter(({ result }) => result.outcome === 'unattested').length;
  terminal.out(
    `${waiting} of ${all.length} questions wait for a person; ${open.length - waiting} were answered no, or cannot be told; ${answered.length} were answered yes.\n`,
  );
};

/** The questions of a control. Throws UsageError when there is no such control, or it asks nobody. */
const asked = (id: string, { audited, toolkit }: Standing): readonly Question[] => {
  const of = questionsOf(audited).filter(({ planned }) => planned.control.id === id);
  if (of.length > 0) return of;
  const { controls, profile } = audited.plan;
  const known = toolkit.policies.flatMap(({ path }) =>
    path.startsWith('controls/') ? [path.slice('controls/'.length, -'.yaml'.length).replaceAll('/', '.')] : [],
  );
  const planned = controls.some(({ control }) => control.id === id);
  const finding = audited.assessment.findings.find(({ control }) => control === id);
  throw new UsageError(
    'bad-value',
    !known.includes(id)
      ? `there is no control "${plainText(id)}"${suggestion(id, known)}`
      : !planned
        ? `the profile ${profile.id} does not ask about ${id}`
        : finding?.outcome === 'not-applicable'
          ? `${id} does not apply here: ${finding.reason}`
          : `${id} asks no person`,
    { hint: '`plumbline attest --list --evidence DIR` shows every question' },
  );
};

const chosen = async (
  control: string,
  flags: AttestFlags,
  standing: Standing,
  terminal: Terminal,
): Promise<Question> => {
  const questions = asked(control, standing);
  const ids = questions.map(({ check }) => check.id);
  const known = (id: string): string | undefined =>
    ids.includes(id) ? undefined : `expected ${ids.join(' or ')}${suggestion(id, ids)}`;
  const [only] = questions;
  if (questions.length === 1 && only && flags.check === undefined) return only;
  if (questions.length > 1 && flags.check === undefined)
    for (const question of questions) terminal.err(`${questionText(question)}\n`);
  const [id] = await fillIn(terminal, [
    { flag: '--check <id>', value: flags.check, ask: `which question, ${ids.join(' or ')}`, problem: known },
  ]);
  const question = questions.find(({ check }) => check.id === id);
  if (!question) throw new UsageError('bad-value', `--check ${plainText(id ?? '')}: expected ${ids.join(' or ')}`);
  return question;
};

/** The file that a new attestation goes to: the one that is named, the only one there is, or a first one. */
const fileFor = (flag: string | undefined, project: Project, { tree }: Standing): string => {
  const declared = project.evidence.attestation;
  const globs = declared === undefined ? [] : [declared].flat();
  if (globs.length === 0)
    throw new UsageError('bad-value', 'plumbline.yaml names no place for attestations', {
      hint: 'add `attestation: attestations/*.yaml` under `evidence:`',
    });
  const matches = globMatcher(globs);
  const there = tree.files.map(({ path }) => path).filter(matches);
  const path =
    flag ?? (there.length > 1 ? undefined : (there[0] ?? globs[0]?.replace('**/', '').replaceAll('*', 'attestations')));
  if (path === undefined)
    throw new UsageError(
      'missing-value',
      `there are several files of attestations: name one with --file: ${there.join(', ')}`,
    );
  if (!matches(path) || path.split('/').includes('..') || !/\.ya?ml$/.test(path))
    throw new UsageError(
      'bad-value',
      `--file ${plainText(path)}: expected a YAML file that plumbline.yaml reads, ${globs.join(' or ')}`,
    );
  return path;
};

const systemOf = ({ audited }: Standing): { readonly system?: string; readonly systemVersion?: string } => {
  const { id, version } = audited.assessment.system;
  return {
    ...(id === 'unknown' ? {} : { system: id }),
    ...(version === undefined ? {} : { systemVersion: version }),
  };
};

const fieldsFor = (flags: AttestFlags, { check }: Question, standing: Standing, today: string): readonly Field[] => {
  const { attestations: rules } = standing.audited.plan.people;
  const roles = check.roles ?? rules.roles;
  const paths = standing.tree.files.map(({ path }) => path);
  const longest = rules.longest === undefined ? undefined : parseDuration(rules.longest);
  const from = instantOf(flags.on ?? today);
  const last = longest && from !== undefined ? isoDate(addDuration(from, longest)) : undefined;
  const until = (answer: string): string | undefined =>
    dateProblem(answer) ??
    (answer < today ? `it lies in the past; today is ${today}` : undefined) ??
    (last !== undefined && answer > last ? `expected ${last} at the latest (${rules.longest})` : undefined);
  const looked = (answer: string): string | undefined => {
    const gone = answer
      .split(',')
      .map((path) => path.trim())
      .filter((path) => !paths.includes(path));
    return gone.length === 0
      ? undefined
      : `no such file in the evidence folder: ${gone.map((path) => `${path}${suggestion(path, paths)}`).join(', ')}`;
  };
  return [
    {
      flag: '--determination <yes|no>',
      value: flags.determination,
      ask: 'your answer, yes or no',
      problem: oneOf('yes', 'no'),
    },
    { flag: '--by <name>', value: flags.by, ask: 'your name', problem: wordsProblem },
    {
      flag: '--role <role>',
      value: flags.role,
      ask: roles ? `your role: ${roles.join(' or ')}` : 'your role',
      problem: roles ? oneOf(...roles) : wordsProblem,
    },
    {
      flag: '--method <EXAMINE|INTERVIEW|TEST>',
      value: flags.method,
      ask: 'how you came to it: EXAMINE (read), INTERVIEW (asked) or TEST (tried out)',
      problem: oneOf('EXAMINE', 'INTERVIEW', 'TEST'),
    },
    {
      flag: '--looked-at <path...>',
      value: flags.lookedAt?.join(','),
      ask: 'files of the evidence folder that you looked at, with commas between them',
      // An interview looks at no file; `method` is the answer before this one.
      otherwise: (before) => (rules.evidence !== true || before[3] === 'INTERVIEW' ? '' : undefined),
      problem: looked,
    },
    {
      flag: '--statement <text>',
      value: flags.statement,
      ask: 'your reasons, in your own words',
      problem: wordsProblem,
    },
    {
      flag: '--on <date>',
      value: flags.on,
      ask: 'day of the determination',
      otherwise: today,
      problem: (answer) =>
        dateProblem(answer) ?? (answer > today ? `it lies in the future; today is ${today}` : undefined),
    },
    {
      flag: '--valid-until <date>',
      value: flags.validUntil,
      ask: `last day on which it holds${last === undefined ? '' : `, ${last} at the latest`}`,
      problem: until,
    },
  ];
};

/** `plumbline attest CONTROL`: shows the question, takes the answer, and writes it when an audit would give it effect. */
export const attestControl = async (control: string, flags: AttestFlags, terminal: Terminal): Promise<void> => {
  const signing = requireSigning(flags, flags.sign === true, terminal);
  const standing = await standingOf(flags, terminal);
  const { audited, tree, toolkit } = standing;
  const question = await chosen(control, flags, standing, terminal);
  const path = fileFor(flags.file, audited.project, standing);
  const file = await readEntryFile('attestation', path, tree, toolkit.limits);
  terminal.err(`${questionText(question)}\n`);
  if (audited.plan.people.attestations.signed === true && !flags.sign)
    throw new UsageError('bad-flag', `the profile ${audited.plan.profile.id} asks for a signature`, {
      hint: 'sign with --sign and --key or --p12',
    });
  const [determination, by, role, method, lookedAt = '', statement, on, validUntil] = await fillIn(
    terminal,
    fieldsFor(flags, question, standing, terminal.today),
  );
  const paths = lookedAt
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const id = flags.id ?? freeId(`att-${on}`, file.ids);
  if (file.ids.includes(id)) throw new UsageError('bad-value', `--id ${plainText(id)}: it is there already in ${path}`);
  const evidence: { readonly path: string; readonly sha256: string }[] = [];
  for (const each of paths) evidence.push({ path: each, sha256: await tree.digest(each) });
  const plain = {
    id,
    control: question.planned.control.id,
    check: question.check.id,
    question: question.check.question,
    determination,
    by,
    role,
    method,
    attestedOn: on,
    validUntil,
    statement,
    ...systemOf(standing),
    ...(evidence.length === 0 ? {} : { evidence }),
  };
  const signer = signing === undefined ? undefined : await signerOf(signing, terminal.now());
  const entry = signer === undefined ? plain : { ...plain, signature: await signEntry('attestation', plain, signer) };
  const { bytes, digest } = withNewEntry('attestation', file, entry, toolkit.limits);
  const trust = standing.trust && loadTrust(new TextDecoder().decode(standing.trust.bytes), standing.trust.name);
  const judged = await judgedIn(question, audited, withFile(tree, path, bytes, digest), toolkit, trust);
  const own = judged.find((each) => each.id === id && each.evidence === path);
  if (own?.state !== 'effective')
    throw new UsageError(
      'bad-value',
      `nothing was written: an audit of today would give this attestation no effect: ${own?.explanation ?? 'it would not be read'}`,
    );
  await writeEntryFile(flags.evidence, path, bytes);
  terminal.out(
    [
      `wrote ${id} to ${path}: ${plainText(by ?? '')} answers ${determination}, valid until ${validUntil}\n`,
      `  ${own.signature}${own.owns ? `; owns ${own.owns.join(', ')}, which the report shows` : ''}\n`,
      `\nNext: plumbline audit ${flags.evidence}\n`,
    ].join(''),
  );
};
