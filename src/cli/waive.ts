import { itemsOf } from '../assess/coverage.ts';
import { resolveWaivers, type WaiverContext } from '../assess/waivers.ts';
import { isSamePerson } from '../base/person.ts';
import { plainText } from '../base/plain-text.ts';
import { addDuration, DAY, instantOf, isoDate, parseDuration } from '../base/time.ts';
import type { Finding } from '../model/generated/assessment.ts';
import type { Waiver } from '../model/generated/waivers.ts';
import { suggestion } from '../policy/nearest.ts';
import { signEntry } from '../signing/sign-entry.ts';
import { loadTrust } from '../signing/trust.ts';
import { freeId, readEntryFile, withNewEntry, writeEntryFile } from './entry-file.ts';
import { dateProblem, type Field, fillIn, oneOf, wordsProblem } from './form.ts';
import { type EvidenceFlags, type Standing, standingOf } from './people-run.ts';
import { type KeyFlags, requireSigning, signerOf } from './signing-flags.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `plumbline waive`. */
export interface WaiveFlags extends EvidenceFlags, KeyFlags {
  readonly list?: true;
  readonly subject?: string;
  readonly reason?: string;
  readonly risk?: string;
  readonly owner?: string;
  readonly approver?: string;
  readonly approverRole?: string;
  readonly from?: string;
  readonly until?: string;
  readonly id?: string;
  readonly sign?: true;
}

/** Items shown of one control; all of them are in the report. */
const itemLimit = 20;

const findingText = (finding: Finding): string => {
  const items = itemsOf(finding);
  const lines = items.slice(0, itemLimit).map(({ item, reason }) => `    ${plainText(item)}: ${plainText(reason)}\n`);
  return [
    `${finding.control}  ${finding.outcome}\n  ${plainText(finding.reason)}\n`,
    items.length === 0 ? '  no item of it can be waived by name\n' : '  items that can be waived\n',
    ...lines,
    items.length > itemLimit ? `    and ${items.length - itemLimit} more\n` : '',
  ].join('');
};

const findingFor = (id: string, { audited }: Standing): Finding => {
  const { findings, profile } = audited.assessment;
  const finding = findings.find(({ control }) => control === id);
  if (finding) return finding;
  const known = findings.map(({ control }) => control);
  throw new UsageError(
    'bad-value',
    `the profile ${profile.id} has no control "${plainText(id)}"${suggestion(id, known)}`,
  );
};

/** `plumbline waive --list`: the waivers on file with what they are worth, or what one control leaves to waive. */
export const listWaivable = async (
  control: string | undefined,
  flags: WaiveFlags,
  terminal: Terminal,
): Promise<void> => {
  const standing = await standingOf(flags, terminal);
  if (control !== undefined) {
    terminal.out(findingText(findingFor(control, standing)));
    return;
  }
  const { waivers, gate } = standing.audited.assessment;
  for (const { id, control: over, subject, state, explanation, until, signature } of waivers)
    terminal.out(
      `${plainText(id)}  ${state}\n  ${plainText(over)}, ${plainText(subject)}, until ${until}\n  ${plainText(explanation)}\n  ${signature ?? ''}\n`,
    );
  terminal.out(`${waivers.length} waivers on file\n`);
  if (gate.blocking.length > 0)
    terminal.out(
      `\nWhat blocks: ${gate.blocking.join(', ')}\n  plumbline waive CONTROL --list --evidence ${flags.evidence}\n`,
    );
};

const fieldsFor = (flags: WaiveFlags, finding: Finding, standing: Standing, today: string): readonly Field[] => {
  const { waivers: rules } = standing.audited.plan.people;
  const { id: system } = standing.audited.assessment.system;
  const longest = rules.longest === undefined ? undefined : parseDuration(rules.longest);
  const from = instantOf(flags.from ?? today);
  const last = longest && from !== undefined ? isoDate(addDuration(from, longest) - DAY) : undefined;
  const items = itemsOf(finding).map(({ item }) => item);
  return [
    {
      flag: '--subject <item>',
      value: flags.subject,
      ask: `what is waived: ${[...items.slice(0, 3), `${system} for all of it`].join('; ')}`,
    },
    { flag: '--reason <text>', value: flags.reason, ask: 'why the exception is accepted', problem: wordsProblem },
    { flag: '--risk <text>', value: flags.risk, ask: 'the risk that is accepted', problem: wordsProblem },
    { flag: '--owner <name>', value: flags.owner, ask: 'who owns the risk', problem: wordsProblem },
    {
      flag: '--approver <name>',
      value: flags.approver,
      ask: 'who approves; not the owner, not an author of what is waived',
      problem: (answer) =>
        wordsProblem(answer) ??
        (flags.owner !== undefined && isSamePerson(answer, flags.owner)
          ? 'the owner of the risk cannot approve it; name another person'
          : undefined),
    },
    {
      flag: '--approver-role <role>',
      value: flags.approverRole,
      ask: `the role of the approver${rules.roles ? `: ${rules.roles.join(' or ')}` : ''}`,
      ...(rules.roles ? { problem: oneOf(...rules.roles) } : { otherwise: '' }),
    },
    { flag: '--from <date>', value: flags.from, ask: 'first day', otherwise: today, problem: dateProblem },
    {
      flag: '--until <date>',
      value: flags.until,
      ask: `last day${last === undefined ? '' : `, ${last} at the latest`}`,
      problem: (answer) =>
        dateProblem(answer) ??
        (answer < today ? `it lies in the past; today is ${today}` : undefined) ??
        (last !== undefined && answer > last ? `expected ${last} at the latest (${rules.longest})` : undefined),
    },
  ];
};

/** `plumbline waive CONTROL`: shows what is open, takes the answers, and writes a waiver that has effect or will have. */
export const waiveControl = async (control: string, flags: WaiveFlags, terminal: Terminal): Promise<void> => {
  const signing = requireSigning(flags, flags.sign === true, terminal);
  const standing = await standingOf(flags, terminal);
  const { audited, tree, toolkit } = standing;
  const { plan, assessment, sheets, project } = audited;
  const finding = findingFor(control, standing);
  if (project.waivers === undefined)
    throw new UsageError('bad-value', 'plumbline.yaml names no file of waivers', {
      hint: 'add `waivers: waivers.yaml` to it',
    });
  if (plan.people.waivers.signed === true && !flags.sign)
    throw new UsageError('bad-flag', `the profile ${plan.profile.id} asks for a signature`, {
      hint: 'sign with --sign and --key or --p12',
    });
  terminal.err(`${findingText(finding)}\n`);
  const file = await readEntryFile('waivers', project.waivers, tree, toolkit.limits);
  const [subject = '', reason = '', risk = '', owner = '', approver = '', approverRole = '', from = '', until = ''] =
    await fillIn(terminal, fieldsFor(flags, finding, standing, terminal.today));
  const id = flags.id ?? freeId('waiver', file.ids);
  if (file.ids.includes(id))
    throw new UsageError('bad-value', `--id ${plainText(id)}: it is there already in ${file.path}`);
  const plain: Waiver = {
    id,
    control,
    subject,
    reason,
    risk,
    owner,
    approver,
    ...(approverRole === '' ? {} : { approverRole }),
    from,
    until,
    ...(assessment.system.id === 'unknown' ? {} : { system: assessment.system.id }),
  };
  const signer = signing === undefined ? undefined : await signerOf(signing, terminal.now());
  const entry = signer === undefined ? plain : { ...plain, signature: await signEntry('waiver', { ...plain }, signer) };
  const trust = standing.trust && loadTrust(new TextDecoder().decode(standing.trust.bytes), standing.trust.name);
  const { signed: _signed, ...unsigned } = plan.people.waivers;
  const context: WaiverContext = {
    findings: assessment.findings,
    sheets,
    asOf: assessment.asOf,
    system: assessment.system.id,
    // Whoever signs need not have the trust file of whoever audits.
    rules: trust === undefined ? unsigned : plan.people.waivers,
    trust,
  };
  const worth = resolveWaivers([...audited.waivers, entry], context).at(-1);
  if (worth?.state !== 'effective' && worth?.state !== 'not-yet-effective')
    throw new UsageError(
      'bad-value',
      `nothing was written: this waiver would have no effect (${worth?.state}): ${worth?.explanation}`,
    );
  const { bytes } = withNewEntry('waivers', file, entry, toolkit.limits);
  await writeEntryFile(flags.evidence, file.path, bytes);
  terminal.out(
    `wrote ${id} to ${file.path}: ${plainText(worth.explanation)}\n  ${worth.signature}\n\nNext: plumbline audit ${flags.evidence}\n`,
  );
};
