import { instantOf, isoDate } from '../../base/time.ts';
import type { Location } from '../../model/facts.ts';
import { tipOf } from '../../repositories/branches.ts';
import { RepositoriesError, type RepositoriesErrorCode } from '../../repositories/errors.ts';
import { type OpenHistory, openHistory } from '../../repositories/open-history.ts';
import { readTags } from '../../repositories/tags.ts';
import type { EvidenceItem, EvidenceReader, ReaderContext } from '../reader.ts';
import { draftSheet, type SheetDraft } from '../sheet-draft.ts';
import { changedPaths, touchMatcher } from './changed-paths.ts';
import { addChanges, knownPeople } from './changes.ts';
import { addEarlierHeads, readEarlierHeads } from './earlier-heads.ts';
import { addEvaluations, evaluationsOf, pathInRepository } from './evaluations.ts';
import { joinForge } from './forge-join.ts';
import { type HistoryOptions, historyOptions } from './history-options.ts';
import { type HistoryReading, inPeriod, periodOf, readHistory, resolveCommit } from './history-reading.ts';
import { addFinding, backdatedSteps, forgedObjects, integrityFindings, isCutOff } from './integrity.ts';
import type { IntegrityId } from './integrity-finding.ts';
import { addNamedCommits, namedByRegisters } from './named-commits.ts';
import { addReleases } from './release-tags.ts';
import { addResponses } from './responses.ts';
import { addTrailerKinds } from './trailer-kinds.ts';

const lists = [
  'changes',
  'trailerKinds',
  'releases',
  'evaluations',
  'responses',
  'deployments',
  'emergencies',
  'requests',
] as const;

/** Opens the item: a file is a git pack or a git bundle, anything else a repository folder. */
const open = async (item: EvidenceItem, context: ReaderContext): Promise<OpenHistory> => {
  const { tree, limits } = context;
  if (tree.files.some((file) => file.path === item.path)) {
    const { localPath } = await context.use(item.path);
    return openHistory(localPath ?? (await tree.read(item.path, limits.fileBytes)), 'bundle');
  }
  const folder = tree.localPath(item.path);
  const within = tree.localPath('');
  if (folder === undefined)
    throw new RepositoriesError(
      'not-a-repository',
      'expected a git pack, a git bundle or a repository, saw none of them',
    );
  return openHistory(folder, 'repository', within === undefined ? {} : { within });
};

const codeowners = ['CODEOWNERS', '.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS'];

const addSummary = async (
  draft: SheetDraft,
  source: Location,
  reading: HistoryReading,
  options: HistoryOptions,
): Promise<void> => {
  const { history, graph, trees, periodAuthors } = reading;
  const { surroundings } = history;
  draft.set('branch', options.branch, source);
  draft.set('tip', graph.idOf(graph.tip), source);
  draft.set('objectFormat', history.format, source);
  if (graph.boundary === undefined || graph.behindBoundary === 0) draft.set('commitCount', graph.count, source);
  else draft.lack('commitCount', 'the git pack leaves out what lies behind its boundary');
  draft.set('wholeHistory', graph.boundary === undefined || graph.behindBoundary === 0, source);
  if (history.boundary !== undefined) draft.set('boundary', history.boundary, source);
  draft.set('periodCommitCount', periodAuthors.size, source);
  draft.set('changeCount', reading.units.length, source);
  draft.set('tagCount', [...history.refs.keys()].filter((name) => name.startsWith('refs/tags/')).length, source);
  draft.set('missingParents', graph.missingParents.length, source);
  draft.set('shallow', isCutOff(reading) || surroundings.cutOff > 0, source);
  draft.set('replaceRefs', surroundings.replaced.length, source);
  draft.set('grafts', surroundings.grafts, source);
  draft.set('alternates', surroundings.alternates, source);
  draft.set('backdatedChanges', backdatedSteps(reading).length, source);
  draft.set('signedCommitCount', [...periodAuthors.keys()].filter(graph.signed).length, source);
  draft.set('identityCount', new Set(periodAuthors.values()).size, source);
  const owners = await trees.entriesAt(codeowners.map((path) => ({ tree: graph.treeOf(graph.tip), path })));
  if (owners.some((entry) => typeof entry === 'object')) draft.set('codeowners', true, source);
  else if (owners.includes('unreadable')) draft.lack('codeowners', 'the folders at the tip could not be read');
  else draft.set('codeowners', false, source);
};

/** An empty population has a reason: the history begins after the period, or nothing happened in it. */
const explainEmptyPeriod = (draft: SheetDraft, item: EvidenceItem, reading: HistoryReading, branch: string): void => {
  const { chain, graph, period, units } = reading;
  const dates = chain.map(graph.secondsOf).filter((seconds) => !Number.isNaN(seconds));
  if (units.length > 0 || dates.length === 0) return;
  const first = dates.reduce((a, b) => Math.min(a, b));
  const last = dates.reduce((a, b) => Math.max(a, b));
  const days = `the period ${isoDate(period.start * 1000)} to ${isoDate(period.end * 1000)} (its last day not included)`;
  const span = `the changes of ${branch} are dated from ${isoDate(first * 1000)} to ${isoDate(last * 1000)}`;
  draft.lack('changes', `no change of ${branch} is dated in ${days}; ${span}`);
  if (first >= period.end)
    draft.problem('period-before-history', `${days} ends before the first change: ${span}`, item.path);
};

const readInto = async (
  draft: SheetDraft,
  item: EvidenceItem,
  context: ReaderContext,
  history: OpenHistory,
): Promise<void> => {
  const { limits, clock } = context;
  const source: Location = { file: item.path };
  const options = historyOptions(item.options);
  draft.set('source', history.kind, source);
  const reading = await readHistory(history, tipOf(history, options.branch), periodOf(clock), limits.commits);
  const evaluations = evaluationsOf(context.sheetsOf('model-card'));
  const thresholds = new Set(evaluations.flatMap(({ thresholdsPath }) => pathInRepository(thresholdsPath ?? '') ?? []));
  const kindsOf = touchMatcher(options, thresholds);
  const tags = await readTags(history);
  const tagCommits = new Map(tags.map((tag) => [tag.name, tag.commit]));
  const links: string[] = [];

  await addSummary(draft, source, reading, options);
  const paths = await changedPaths(reading, kindsOf);
  const known = knownPeople(reading, context.sheetsOf('system'));
  const changes = addChanges(draft, source, reading, options, paths, tags, known);
  joinForge(draft, {
    source,
    reading,
    options,
    clock,
    changes,
    exports: context.sheetsOf('forge-export'),
    people: context.sheetsOf('people'),
  });
  addTrailerKinds(draft, source, reading.summaries.values());
  explainEmptyPeriod(draft, item, reading, options.branch);
  const evaluated = evaluations.flatMap(({ evaluatedCommit }) =>
    evaluatedCommit === undefined ? [] : (resolveCommit(reading, tagCommits, evaluatedCommit) ?? []),
  );
  await addReleases(draft, source, reading, tags, kindsOf, evaluated);
  await addEvaluations(draft, source, reading, tagCommits, evaluations, limits, (path) => links.push(path));
  await addResponses(draft, source, reading, tagCommits, context.sheetsOf('drift-run'));
  for (const named of namedByRegisters)
    addNamedCommits(draft, source, reading, tagCommits, context.sheetsOf('register'), named);

  addEarlierHeads(
    draft,
    reading,
    tags,
    await readEarlierHeads(draft, options.earlier, options.branch, item.path, context),
  );

  // Last, for the folders that were met on the way count too.
  const forged = forgedObjects(reading).length;
  draft.set('hashMismatches', forged, source);
  draft.set('complete', forged === 0 && !isCutOff(reading), source);
  const asOf = (instantOf(clock.asOf) ?? 0) / 1000;
  const findings = await integrityFindings(
    reading,
    paths,
    tags,
    [...new Set(links)],
    asOf,
    (draft.get('earlierHeads') ?? []) as readonly Readonly<Record<string, unknown>>[],
  );
  for (const finding of findings) addFinding(draft, source, finding);
  draft.set('graveFindings', findings.filter(({ severity }) => /^(high|critical)$/.test(severity)).length, source);
  if (tags.length > 0 && (draft.get('releases') as readonly unknown[]).length === 0) {
    const dated = tags.filter((tag) => tag.seconds !== undefined && inPeriod(tag.seconds, reading.period)).length;
    draft.lack(
      'releases',
      `none of ${tags.length} tags names a step of ${options.branch} in the period (${dated} tags of other commits)`,
    );
  }
};

/** Refusals that are themselves something observed about the history. */
const observed: Partial<Record<RepositoriesErrorCode, { readonly id: IntegrityId; readonly facts: object }>> = {
  'incomplete-bundle': { id: 'INT-03', facts: { shallow: true, complete: false } },
  'corrupt-pack': { id: 'INT-05', facts: { complete: false } },
  'corrupt-bundle': { id: 'INT-05', facts: { complete: false } },
  'borrowed-objects': { id: 'INT-07', facts: { alternates: true } },
  'too-large': { id: 'INT-16', facts: {} },
};

/**
 * Reads a git bundle or a repository. The history is walked from re-hashed objects; dates are committer dates, set by the
 * client. A history that cannot be opened gives a sheet with a problem and without changes, never an exception.
 */
export const gitHistoryReader: EvidenceReader = {
  kind: 'git-history',
  read: async (item, context) => {
    const draft = draftSheet('git-history', item.path);
    let history: OpenHistory | undefined;
    try {
      history = await open(item, context);
      await readInto(draft, item, context, history);
    } catch (thrown) {
      if (!(thrown instanceof RepositoriesError)) throw thrown;
      draft.problem(
        thrown.code,
        thrown.hint === undefined ? thrown.message : `${thrown.message}. ${thrown.hint}`,
        item.path,
      );
      for (const list of lists) draft.lack(list, `the history could not be read: ${thrown.message}`);
      const seen = observed[thrown.code];
      if (seen) {
        for (const [fact, value] of Object.entries(seen.facts)) draft.set(fact, value as boolean, { file: item.path });
        addFinding(draft, { file: item.path }, { id: seen.id, severity: 'high', detail: thrown.message });
        draft.set('graveFindings', 1, { file: item.path });
      }
    } finally {
      await history?.close();
    }
    return draft.finish(item.path);
  },
};
