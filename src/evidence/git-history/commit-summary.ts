import { plainText, shortened } from '../../base/plain-text.ts';
import type { CommitObject } from '../../repositories/commit-object.ts';
import { parseTrailers, type Trailer } from '../../repositories/trailers.ts';
import { type Person, personOf, personOfTrailer } from './people.ts';
import { requestOf, withoutOwnNumber } from './request-number.ts';

/** What the facts need of one commit; the message itself is let go. */
export interface CommitSummary {
  readonly subject: string;
  readonly author: Person;
  readonly committer: Person;
  readonly coAuthors: readonly Person[];
  /** People of Reviewed-by, Acked-by and Approved-by trailers: claims of whoever wrote the message. */
  readonly reviewers: readonly Person[];
  /** Such trailers without a person. */
  readonly emptyReviews: number;
  readonly workItems: readonly string[];
  readonly aiAssisted: boolean;
  /** Whether the message says that the change is an emergency. */
  readonly emergency: boolean;
  /** Id, perhaps abbreviated, of the commit that the message says it reverts. */
  readonly reverts: string | undefined;
  /** Number of the request that the message says it merges, such as `#12`. */
  readonly request: string | undefined;
  /** Trailers as `Key: value`, the first few. */
  readonly trailers: readonly string[];
  /** Keys of its trailers in lower case, each as often as it stands there. */
  readonly trailerKeys: readonly string[];
  readonly authoredSeconds: number | undefined;
  /** Whether the author date lies more than a day after the committer date, or a time zone is none. */
  readonly oddDate: boolean;
  readonly nul: boolean;
  readonly decoded: boolean;
}

const reviewKeys = new Set(['reviewed-by', 'acked-by', 'approved-by']);
const aiKeys = new Set(['assisted-by', 'ai-assisted-by', 'ai-assisted', 'generated-by', 'ai-generated-by']);
/** Standards and the like that look as tickets do. */
const noTickets = new Set([
  ...[
    'AES',
    'ASCII',
    'BCP',
    'CVE',
    'CWE',
    'EN',
    'GHSA',
    'HTTP',
    'IEC',
    'IEEE',
    'ISO',
    'MD',
    'PEP',
    'RFC',
    'RSA',
    'SHA',
  ],
  ...['TLS', 'UTC', 'UTF', 'GMT', 'CP', 'GPT', 'ARM', 'PR'],
]);
const MOST_WORK_ITEMS = 50;
const MOST_TRAILERS = 20;
const MOST_KEYS = 1000;

/** One string a key, however many commits carry it: a part of a message would keep the whole message in memory. */
const interned = new Map<string, string>();
const keyOf = (key: string): string => {
  const lower = key.toLowerCase();
  const known = interned.get(lower);
  if (known !== undefined) return known;
  const own = Buffer.from(lower).toString();
  if (interned.size < MOST_KEYS) interned.set(own, own);
  return own;
};

/** A number of six digits that no word introduces is as likely a colour. */
const colour =
  /(?<!\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|implement(?:s|ed)?|refs?|references|see|issues?|tickets?|part of)[: ]\s*)#\d{6}(?!\d)/gi;

/**
 * `#12` and `ABC-123` in a message, in the order of their first appearance, without the number of the request that was merged.
 * A pointer: approval lives elsewhere.
 */
export const workItemsOf = (message: string): readonly string[] => {
  const found = new Set<string>();
  for (const [, hash, ticket, prefix = ''] of withoutOwnNumber(message)
    .replace(colour, '')
    .matchAll(/(?<![\w&/#-])(?:#(\d{1,9})|(([A-Z][A-Z0-9]{1,15})-\d{1,9}))(?![\w-])/g))
    if (hash !== undefined) found.add(`#${hash}`);
    else if (ticket !== undefined && !noTickets.has(prefix)) found.add(ticket);
  return [...found].slice(0, MOST_WORK_ITEMS);
};

/** The commit that a message reverts, as `git revert` writes it. */
export const revertedBy = (message: string): string | undefined =>
  /^This reverts commit ([0-9a-f]{7,64})\b/m.exec(message)?.[1];

/** A trailer that says so, or a co-author whose address is a tool's: `[bot]`, or the bare `noreply@` of a vendor. */
const declaresAi = (trailer: Trailer): boolean => {
  const key = trailer.key.toLowerCase();
  if (aiKeys.has(key)) return true;
  return key === 'co-authored-by' && /(?:\[bot\]@|<noreply@)/i.test(trailer.value);
};

const emergencyKeys = new Set(['emergency', 'emergency-change', 'hotfix']);

/**
 * Whether a message says that the change is an emergency: a trailer that does not say no, or a subject that begins with, or merges
 * a branch named, hotfix or emergency.
 */
export const declaresEmergency = (subject: string, trailers: readonly Trailer[]): boolean =>
  trailers.some(
    ({ key, value }) => emergencyKeys.has(key.toLowerCase()) && !/^(?:no|false|none|n\/a|)$/i.test(value),
  ) ||
  /^\W*(?:hotfix|emergency)\b/i.test(subject) ||
  /^Merge\b.*\b(?:hotfix|emergency)\//i.test(subject);

const validZone = (zone: string): boolean => {
  const match = /^[+-](\d{2})(\d{2})$/.exec(zone);
  return match !== null && Number(match[1]) <= 14 && Number(match[2]) < 60;
};

/** Sums a commit up. Text behind a NUL byte, which no tool shows, is not believed. */
export const summaryOf = (commit: CommitObject): CommitSummary => {
  const { author, committer } = commit;
  const message = commit.message.split('\0')[0] ?? '';
  const trailers = parseTrailers(message);
  const reviews = trailers.filter(({ key }) => reviewKeys.has(key.toLowerCase()));
  const reviewers = reviews.flatMap(({ value }) => personOfTrailer(value) ?? []);
  const subject = message.split('\n').find((line) => line.trim() !== '') ?? '';
  return {
    subject: shortened(plainText(subject.trim()), 200),
    author: personOf(author.name, author.email),
    committer: personOf(committer.name, committer.email),
    coAuthors: trailers
      .filter(({ key }) => key.toLowerCase() === 'co-authored-by')
      .flatMap(({ value }) => personOfTrailer(value) ?? []),
    reviewers,
    emptyReviews: reviews.length - reviewers.length,
    workItems: workItemsOf(message),
    aiAssisted: trailers.some(declaresAi),
    emergency: declaresEmergency(subject, trailers),
    reverts: revertedBy(message),
    request: requestOf(message),
    trailerKeys: trailers.slice(0, MOST_KEYS).map(({ key }) => keyOf(key)),
    trailers: trailers.slice(0, MOST_TRAILERS).map(({ key, value }) => shortened(plainText(`${key}: ${value}`), 200)),
    authoredSeconds: author.seconds,
    oddDate:
      !validZone(author.timezone) ||
      !validZone(committer.timezone) ||
      (author.seconds !== undefined && committer.seconds !== undefined && author.seconds > committer.seconds + 86_400),
    nul: commit.nul,
    decoded: commit.decoded,
  };
};
