import { readFile } from 'node:fs/promises';
import { type Proposal, proposePeople } from '../audit/propose-people.ts';
import { messageOf } from '../base/errors.ts';
import { standingOf } from './people-run.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** An identifier of letters, digits and dashes, from a name or an address. */
const idOf = ({ names, emails, logins }: Proposal, taken: Set<string>): string => {
  const from = names[0] ?? emails[0]?.split('@')[0] ?? logins[0] ?? 'person';
  const base =
    from
      .normalize('NFD')
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .toLowerCase() || 'person';
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  taken.add(id);
  return id;
};

// Whatever the evidence says is quoted as JSON, which is YAML too: no text of it can become a key or end a comment.
const listed = (values: readonly string[]): string => `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;

const entry = (proposal: Proposal, taken: Set<string>): string => {
  const { person, names, emails, logins, missing, because } = proposal;
  const why = because.map((reason) => `  # ${reason.replace(/\s+/g, ' ')}\n`).join('');
  if (person !== undefined)
    return `${why}  # Belongs to ${JSON.stringify(person)}? Then add there: ${listed(missing)}\n`;
  const fields = [
    `id: ${JSON.stringify(idOf(proposal, taken))}`,
    ...(names[0] === undefined ? [] : [`name: ${JSON.stringify(names[0])}`]),
    ...(emails.length === 0 ? [] : [`emails: ${listed(emails)}`]),
    ...(logins.length === 0 ? [] : [`logins: ${listed(logins)}`]),
  ];
  return `${why}  - ${fields.join('\n    ')}\n`;
};

/** The proposals as a people file, with the reason of each. Throws UsageError when the .mailmap cannot be read. */
export const proposalText = async (dir: string, mailmap: string | undefined, terminal: Terminal): Promise<string> => {
  let lines = '';
  if (mailmap !== undefined)
    try {
      lines = await readFile(mailmap, 'utf8');
    } catch (cause) {
      throw new UsageError('bad-value', `--mailmap ${mailmap}: ${messageOf(cause)}`, { cause });
    }
  const { audited } = await standingOf({ evidence: dir, asOf: terminal.today }, terminal);
  const proposals = proposePeople(audited.sheets, lines);
  if (proposals.length === 0)
    return '# Everybody who acts in the history and on the platform is in the people map, or nobody does.\n';
  const taken = new Set<string>();
  return `# Proposed from the evidence, which those wrote whom it is about. Check every entry with somebody who knows these people:
# two entries may be one person, and one may be two. Services and bots get \`kind: service\` or \`kind: bot\`.
people:
${proposals.map((proposal) => entry(proposal, taken)).join('')}`;
};
