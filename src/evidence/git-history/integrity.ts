import { plainText } from '../../base/plain-text.ts';
import type { Location } from '../../model/facts.ts';
import { MOST_COMMIT_BYTES } from '../../repositories/commit-graph.ts';
import { contradictions } from '../../repositories/commit-graph-file.ts';
import type { ReleaseTag } from '../../repositories/tags.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import type { ChangedPaths } from './changed-paths.ts';
import { isBackdated, makersOf, partsOf, reviewersOf } from './changes.ts';
import { BACKDATED, type HistoryReading, shortId } from './history-reading.ts';
import { count, type IntegrityFinding, integrityTitles, some } from './integrity-finding.ts';
import { aboutEarlierHeads, aboutNames } from './integrity-names.ts';
import { isAmong } from './people.ts';

/** Steps of the branch that are backdated where it matters: between their date and their parent's lies part of the period. */
export const backdatedSteps = (reading: HistoryReading): readonly number[] => {
  const { graph, chain, period } = reading;
  return chain.filter((commit) => {
    if (isBackdated(reading, commit) !== true) return false;
    const parent = graph.secondsOf(graph.parentsOf(commit)[0] ?? -1);
    return graph.secondsOf(commit) < period.end && parent >= period.start;
  });
};

/** Objects of trees that were met and could not be had. */
const treeProblems = (reading: HistoryReading, problem: string): readonly string[] =>
  [...reading.trees.problems].filter(([, kind]) => kind === problem).map(([id]) => id);

/** Ids whose bytes do not have their hash: commits and folders that the reading met. */
export const forgedObjects = (reading: HistoryReading): readonly string[] => [
  ...reading.graph.forged,
  ...treeProblems(reading, 'forged'),
  ...treeProblems(reading, 'other-type'),
];

/** Why the boundary of a git pack does not stand for what lies behind it; undefined when it does, or there is none. */
const badBoundary = ({ graph, chain, period }: HistoryReading): string | undefined => {
  const { boundary } = graph;
  if (boundary === undefined) return undefined;
  if (boundary < 0 || !chain.includes(boundary))
    return 'the git pack says to begin at a commit that is no step of the branch';
  return graph.secondsOf(boundary) < period.start
    ? undefined
    : `the git pack begins at ${shortId(graph, boundary)}, which is not older than the period`;
};

/** Whether something of the population may be missing: parents that are named, or what lies before a pack begins. */
export const isCutOff = (reading: HistoryReading): boolean =>
  reading.graph.missingParents.length > 0 || badBoundary(reading) !== undefined;

const aboutObjects = (reading: HistoryReading): readonly (IntegrityFinding | undefined)[] => {
  const { graph, brought } = reading;
  const { replaced, grafts, cutOff, partial, malformed, commitGraph } = reading.history.surroundings;
  const contradicted = contradictions(graph, commitGraph);
  const population = new Set([...brought.values()].flat());
  const replacedHere = replaced.filter((id) => population.has(graph.find(id)));
  const forged = forgedObjects(reading);
  const missingTrees = treeProblems(reading, 'missing');
  return [
    replaced.length > 0
      ? {
          id: 'INT-01',
          severity: replacedHere.length > 0 ? 'critical' : 'high',
          detail: `${count(replaced.length, 'reference')} under refs/replace, ${replacedHere.length} of them for commits of the population; none was followed`,
        }
      : undefined,
    grafts > 0
      ? { id: 'INT-02', severity: 'high', detail: `${count(grafts, 'line')} in info/grafts; none was followed` }
      : undefined,
    isCutOff(reading) || cutOff > 0
      ? {
          id: 'INT-03',
          severity: 'critical',
          detail:
            graph.missingParents.length > 0
              ? `${count(graph.missingParents.length, 'parent')} named but absent: ${some(graph.missingParents.map((id) => id.slice(0, 12)))}`
              : (badBoundary(reading) ??
                `the file .git/shallow cuts the history at ${count(cutOff, 'commit')}, though all parents are there; it was not followed`),
        }
      : undefined,
    contradicted > 0
      ? {
          id: 'INT-04',
          severity: 'high',
          detail: `${count(contradicted, 'commit')} with other parents in objects/info/commit-graph than in their own bytes; the file was not followed`,
        }
      : undefined,
    forged.length > 0
      ? {
          id: 'INT-05',
          severity: 'critical',
          detail: `${count(forged.length, 'object')}: ${some(forged.map((id) => id.slice(0, 12)))}; what they say was not believed`,
        }
      : undefined,
    partial || missingTrees.length > 0
      ? {
          id: 'INT-06',
          severity: 'info',
          detail:
            missingTrees.length > 0
              ? `${count(missingTrees.length, 'folder')} that commits name ${missingTrees.length === 1 ? 'is' : 'are'} absent`
              : 'objects were left out on purpose (partial clone or filtered bundle)',
        }
      : undefined,
    malformed.size > 0
      ? {
          id: 'INT-18',
          severity: 'low',
          detail: [...malformed]
            .map(([id, number]) => `${id} in ${count(number, 'object')}`)
            .sort()
            .join(', '),
        }
      : undefined,
  ];
};

const aboutDates = (reading: HistoryReading, asOf: number): readonly (IntegrityFinding | undefined)[] => {
  const { graph, period, chain } = reading;
  const backdated = backdatedSteps(reading);
  const acrossEdge = backdated.filter((commit) => {
    const parent = graph.secondsOf(graph.parentsOf(commit)[0] ?? -1);
    return graph.secondsOf(commit) < period.start || parent >= period.end;
  });
  const undated = chain.filter((commit) => Number.isNaN(graph.secondsOf(commit)));
  // The whole chain: a date after the audit takes a change out of the period, and out of every test of its changes.
  const future = chain.filter((commit) => graph.secondsOf(commit) > asOf + 2 * 86_400);
  const odd = [...reading.summaries].filter(([, summary]) => summary.oddDate).map(([commit]) => commit);
  const strange = [...new Set([...future, ...odd])];
  return [
    backdated.length > 0 || undated.length > 0
      ? {
          id: 'INT-08',
          severity: acrossEdge.length > 0 || undated.length > 0 ? 'high' : 'medium',
          detail:
            `${count(backdated.length, 'change')} dated more than ${BACKDATED / 60} minutes before the parent, ${acrossEdge.length} of them across an edge of the period` +
            `${undated.length > 0 ? `; ${undated.length} without a date that can be read` : ''}: ${some([...backdated, ...undated].map((commit) => shortId(graph, commit)))}`,
        }
      : undefined,
    strange.length > 0
      ? {
          id: 'INT-09',
          severity: future.length > 0 ? 'high' : 'low',
          detail: `${count(strange.length, 'commit')} dated after the audit, written more than a day after they were committed, or with a time zone that does not exist: ${some(strange.map((commit) => shortId(graph, commit)).sort())}`,
        }
      : undefined,
  ];
};

/** Changes of .mailmap by a person whose address the file names. */
const selfMapped = async (reading: HistoryReading, paths: readonly ChangedPaths[]): Promise<readonly string[]> => {
  const { graph, units, trees, summaries } = reading;
  const touching = units.filter((_, index) => paths[index]?.mailmap);
  const entries = await trees.entriesAt(touching.map((unit) => ({ tree: graph.treeOf(unit), path: '.mailmap' })));
  const found: string[] = [];
  for (const [index, unit] of touching.entries()) {
    const entry = entries[index];
    const author = summaries.get(unit)?.author.identity;
    if (typeof entry !== 'object' || author === undefined) continue;
    for await (const objects of reading.history.objects.read([entry.id], 'blob', MOST_COMMIT_BYTES))
      for (const object of objects)
        if (object.ok && object.bytes.toString('utf8').toLowerCase().includes(author)) found.push(shortId(graph, unit));
  }
  return found;
};

const aboutPeople = async (
  reading: HistoryReading,
  paths: readonly ChangedPaths[],
): Promise<readonly (IntegrityFinding | undefined)[]> => {
  const { graph, units, summaries } = reading;
  const mapped = await selfMapped(reading, paths);
  const selfReviewed = units.filter((unit) => {
    const parts = partsOf(reading, unit);
    if (!parts) return false;
    const reviewers = reviewersOf(parts.own, parts.others);
    const makers = makersOf(parts.all);
    return reviewers.length > 0 && reviewers.every((person) => isAmong(person, makers));
  });
  const empty = [...summaries.values()].reduce((sum, summary) => sum + summary.emptyReviews, 0);
  const hidden = [...summaries].filter(([, { nul, decoded }]) => nul || !decoded).map(([commit]) => commit);
  const withNul = [...summaries.values()].filter((summary) => summary.nul).length;
  const nulElsewhere = graph.withNul - withNul;
  return [
    mapped.length > 0
      ? { id: 'INT-10', severity: 'medium', detail: `in ${some(mapped)}; the .mailmap itself is never used` }
      : undefined,
    selfReviewed.length > 0 || empty > 0
      ? {
          id: 'INT-12',
          severity: 'low',
          detail: `${count(selfReviewed.length, 'change')} whose only reviewers had a hand in them, ${count(empty, 'review trailer')} without a name${selfReviewed.length > 0 ? `: ${some(selfReviewed.map((unit) => shortId(graph, unit)))}` : ''}`,
        }
      : undefined,
    hidden.length > 0 || nulElsewhere > 0
      ? {
          id: 'INT-13',
          severity: 'medium',
          detail: `${withNul} with a NUL byte and ${hidden.length - withNul} that cannot be decoded in the population${hidden.length > 0 ? ` (${some(hidden.map((commit) => shortId(graph, commit)).sort())})` : ''}, ${nulElsewhere} with a NUL byte outside of it`,
        }
      : undefined,
  ];
};

/** Everything that the history shows against itself, by identifier. `asOf` in seconds; `links` are paths that were links. */
export const integrityFindings = async (
  reading: HistoryReading,
  paths: readonly ChangedPaths[],
  tags: readonly ReleaseTag[],
  links: readonly string[],
  asOf: number,
  earlierHeads: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly IntegrityFinding[]> => {
  const renamed = tags.filter((tag) => tag.otherName !== undefined);
  const allLinks = [...new Set([...links, ...paths.flatMap((changed) => changed.links)])];
  const limited = paths.filter((changed) => changed.incomplete?.includes('more files')).length;
  const findings = [
    ...aboutObjects(reading),
    ...aboutDates(reading, asOf),
    ...(await aboutPeople(reading, paths)),
    ...aboutNames(reading, paths),
    ...aboutEarlierHeads(earlierHeads),
    renamed.length > 0
      ? ({
          id: 'INT-15',
          severity: 'high',
          detail: some(renamed.map((tag) => `${plainText(tag.name)} was made as ${plainText(tag.otherName ?? '')}`)),
        } as const)
      : undefined,
    limited > 0 || treeProblems(reading, 'too-large').length > 0
      ? ({
          id: 'INT-16',
          severity: 'medium',
          detail: `${count(limited, 'change')} with more files, or larger folders, than are looked at`,
        } as const)
      : undefined,
    allLinks.length > 0
      ? ({ id: 'INT-17', severity: 'medium', detail: some(allLinks.map(plainText)) } as const)
      : undefined,
  ];
  return findings.flatMap((finding) => finding ?? []).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
};

/** Writes a finding onto the sheet. */
export const addFinding = (draft: SheetDraft, source: Location, finding: IntegrityFinding): void => {
  const record = draft.add('integrity', finding.id, source);
  record.set('title', integrityTitles[finding.id]);
  record.set('detail', finding.detail);
  record.set('severity', finding.severity);
};
