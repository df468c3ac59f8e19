import { instantOf } from '../../base/time.ts';
import type { FactSheet } from '../../model/facts.ts';
import type { ForgeExportFacts } from '../../model/generated/facts/forge-export.ts';

/** One entry of a list of the facts of an export. */
type Entry<List extends keyof ForgeExportFacts> = Extract<ForgeExportFacts[List], readonly unknown[]>[number];

/** A merged request of an export, with what the export says of it. */
export interface ForgeRequest {
  /** `#12`; with the repository before it when the exports are of several. */
  readonly name: string;
  readonly facts: Entry<'requests'>;
  readonly reviews: readonly Entry<'reviews'>[];
  readonly commits: readonly Entry<'commits'>[];
  readonly checks: readonly Entry<'checks'>[];
  readonly events: readonly Entry<'events'>[];
  readonly from: ForgeSource;
}

/** One export, as far as its requests need it. */
export interface ForgeSource {
  readonly file: string;
  readonly repository: string;
  readonly branch: string;
  /** Milliseconds since 1970. Requests merged from start on, before end, are all in it, unless it admits gaps. */
  readonly start: number;
  readonly end: number;
  readonly exportedAt: number;
  /** Names of the checks that a merge needs; undefined when nobody says. */
  readonly requiredChecks: readonly string[] | undefined;
  readonly emergencyLabels: readonly string[];
  /** Commits for which the log of the forge shows that rules were passed by; undefined without such a log. */
  readonly bypassed: ReadonlySet<string> | undefined;
  /** Why the export lacks something, of one request (by its name there) or of all. */
  readonly gap: (what: string, request?: string) => string | undefined;
}

const grouped = <T extends { readonly request?: string }>(entries: readonly T[]): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(entry.request ?? '');
    if (group) group.push(entry);
    else groups.set(entry.request ?? '', [entry]);
  }
  return groups;
};

const sourceOf = (sheet: FactSheet, facts: ForgeExportFacts): ForgeSource => {
  const ofRules = facts.rules.flatMap(({ requiredChecks }) => (requiredChecks === undefined ? [] : [requiredChecks]));
  const bypasses = facts.events.filter(({ type }) => type === 'rule-bypass');
  return {
    file: sheet.evidence,
    repository: facts.repository ?? '',
    branch: facts.branch ?? '',
    start: instantOf(facts.windowStart ?? '') ?? Number.NaN,
    end: instantOf(facts.windowEnd ?? '') ?? Number.NaN,
    exportedAt: instantOf(facts.exportedAt ?? '') ?? Number.NaN,
    requiredChecks: facts.requiredChecks ?? (ofRules.length === 0 ? undefined : [...new Set(ofRules.flat())].sort()),
    emergencyLabels: (facts.emergencyLabels ?? []).map((label) => label.toLowerCase()),
    bypassed:
      facts.eventLog === true && !facts.gaps.some(({ what }) => what === 'events' || what === 'bypasses')
        ? new Set(bypasses.flatMap(({ after }) => after ?? []))
        : undefined,
    gap: (what, request) => {
      const found = facts.gaps.find(
        (each) =>
          each.what === what &&
          (each.requests === undefined || (request !== undefined && each.requests.includes(request))),
      );
      return found === undefined ? undefined : `the export lacks ${what}: ${found.reason ?? ''}`;
    },
  };
};

/** All exports of a branch that could be read, and their requests: of a request in several exports the one exported last. */
export interface ForgeRecord {
  readonly sources: readonly ForgeSource[];
  readonly requests: readonly ForgeRequest[];
  /** Why there is none: nothing was supplied, or nothing of this branch. */
  readonly absence: string;
}

export const forgeRecord = (sheets: readonly FactSheet[], branch: string): ForgeRecord => {
  const readable = sheets.filter((sheet) => (sheet.facts as unknown as ForgeExportFacts).branch !== undefined);
  const ours = readable.filter((sheet) => (sheet.facts as unknown as ForgeExportFacts).branch === branch);
  const repositories = new Set(ours.map((sheet) => (sheet.facts as unknown as ForgeExportFacts).repository));
  const requests = new Map<string, ForgeRequest>();
  const sources: ForgeSource[] = [];
  for (const sheet of ours) {
    const facts = sheet.facts as unknown as ForgeExportFacts;
    const from = sourceOf(sheet, facts);
    sources.push(from);
    const reviews = grouped(facts.reviews);
    const commits = grouped(facts.commits);
    const checks = grouped(facts.checks);
    const events = grouped(facts.events);
    for (const request of facts.requests) {
      if (request.base !== branch) continue;
      const name = repositories.size > 1 ? `${from.repository}${request.id}` : request.id;
      const known = requests.get(name);
      if (known && known.from.exportedAt >= from.exportedAt) continue;
      requests.set(name, {
        name,
        facts: request,
        reviews: reviews.get(request.id) ?? [],
        commits: commits.get(request.id) ?? [],
        checks: checks.get(request.id) ?? [],
        events: events.get(request.id) ?? [],
        from,
      });
    }
  }
  const branches = [...new Set(readable.map((sheet) => (sheet.facts as unknown as ForgeExportFacts).branch))];
  return {
    sources,
    requests: [...requests.values()],
    absence:
      sheets.length === 0
        ? 'no export of a forge was supplied'
        : readable.length === 0
          ? 'no export of a forge could be read'
          : `the export is of the branch ${branches.join(', ')}, not of ${branch}`,
  };
};
