import { DAY, daysBetween, instantOf } from '../../base/time.ts';
import type { FactSheet, FactValue } from '../../model/facts.ts';
import type { AuditClock } from '../../model/policy.ts';

type Facts = Readonly<Record<string, unknown>>;

/** A fact that was found, or why it was not. */
type Found = { readonly value: FactValue } | { readonly lacks: string };

const lacks = (reason: string): Found => ({ lacks: reason });
const is = (value: FactValue): Found => ({ value });

const text = (facts: Facts | undefined, fact: string): string | undefined => {
  const value = facts?.[fact];
  return typeof value === 'string' ? value : undefined;
};
const dated = (facts: Facts | undefined, fact: string): number | undefined => {
  const value = text(facts, fact);
  return value === undefined ? undefined : instantOf(value);
};
const listIn = (facts: Facts, list: string): readonly Facts[] => {
  const value = facts[list];
  return Array.isArray(value) ? (value as readonly Facts[]) : [];
};
const factsOf = (sheets: readonly FactSheet[], kind: FactSheet['kind']): readonly Facts[] =>
  sheets.filter((sheet) => sheet.kind === kind).map((sheet) => sheet.facts as Facts);

/** A run as the others see it. */
interface Run {
  readonly sheet: FactSheet;
  readonly facts: Facts;
  readonly id: string;
  readonly model: string | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
}

const runOf = (sheet: FactSheet): Run => {
  const facts = sheet.facts as Facts;
  return {
    sheet,
    facts,
    id: text(facts, 'id') ?? sheet.subject,
    model: text(facts, 'model'),
    start: dated(facts, 'windowStart'),
    end: dated(facts, 'windowEnd'),
  };
};

/** Of two runs the later one: by the start of its window, then by its path, whatever the order in which they were read. */
const comesAfter = (a: Run, b: Run): boolean =>
  a.start !== b.start ? (a.start ?? 0) > (b.start ?? 0) : a.sheet.evidence > b.sheet.evidence;

const windowFacts = (run: Run, runs: readonly Run[], { asOf }: AuditClock): Readonly<Record<string, Found>> => {
  const { start, end, model } = run;
  const audit = instantOf(asOf);
  if (start === undefined || end === undefined || model === undefined || end < start) {
    const reason = 'the run has no window and model that can be read';
    return Object.fromEntries(
      ['windowEnded', 'duplicatesRun', 'overlapsRun', 'uncoveredDays'].map((fact) => [fact, lacks(reason)]),
    );
  }
  const before = runs.filter((other) => other !== run && comesAfter(run, other));
  const ofModel = before.filter(
    (other) => other.model === model && other.start !== undefined && other.end !== undefined,
  );
  const duplicate =
    before.find(({ id }) => id === run.id) ?? ofModel.find((other) => other.start === start && other.end === end);
  const overlapping = ofModel.find((other) => other !== duplicate && (other.end ?? 0) >= start);
  const reached = Math.max(...ofModel.map((other) => other.end ?? 0));
  const other = duplicate ?? overlapping;
  return {
    windowEnded: audit === undefined ? lacks('the date of the audit cannot be read') : is(end < audit + DAY),
    duplicatesRun: is(duplicate !== undefined),
    overlapsRun: is(overlapping !== undefined),
    otherRun: other ? is(other.id) : lacks('no other run has this identifier or these days'),
    uncoveredDays:
      ofModel.length === 0
        ? lacks('no earlier window of the model was supplied')
        : is(Math.max(0, daysBetween(reached, start) - 1)),
  };
};

interface Deployment {
  readonly id: string | undefined;
  readonly model: string | undefined;
  readonly version: string | undefined;
  readonly on: number;
  readonly rollback: boolean;
}

/** Everything that went to production, by the registers; and the versions that cards say were released. Oldest first. */
const deploymentsIn = (sheets: readonly FactSheet[]): readonly Deployment[] => {
  const rows = factsOf(sheets, 'register').flatMap((facts) => listIn(facts, 'deployments'));
  const released = factsOf(sheets, 'model-card').map((facts) => ({
    model: facts.id,
    version: facts.version,
    deployedOn: facts.releasedOn,
  }));
  return [...rows, ...released]
    .flatMap((facts: Facts) => {
      const on = dated(facts, 'deployedOn');
      const deployment = { id: text(facts, 'id'), model: text(facts, 'model'), version: text(facts, 'version') };
      return on === undefined ? [] : [{ ...deployment, on, rollback: facts.rollback === true }];
    })
    .sort((a, b) => a.on - b.on);
};

/** Which versions of its model were in production on some day of the window, as far as anybody says. */
const versionFacts = (
  run: Run,
  sheets: readonly FactSheet[],
  deployments: readonly Deployment[],
): Readonly<Record<string, Found>> => {
  const { start, end, model } = run;
  const own = deployments.filter((each) => each.model === model && each.version !== undefined);
  const [first] = own;
  const measured = text(run.facts, 'modelVersion');
  if (start === undefined || end === undefined) {
    const reason = 'the run has no window that can be read';
    return { productionVersions: lacks(reason), versionInProduction: lacks(reason) };
  }
  const earlier = own.findLast((each) => each.on <= start);
  const during = own.filter((each) => each.on > start && each.on <= end);
  const listed = factsOf(sheets, 'system')
    .flatMap((facts) => listIn(facts, 'models'))
    .find((entry) => entry.id === model);
  const now = own.length === 0 ? text(listed, 'version') : undefined;
  const versions = [...new Set([earlier, ...during].flatMap((each) => each?.version ?? []).concat(now ?? []))];
  const unknown =
    own.length > 0
      ? first && first.on > end
        ? 'the window lies before the first deployment of the model that is known'
        : undefined
      : now === undefined
        ? 'no deployment of the model was supplied, and the inventory names no version'
        : undefined;
  const whole = earlier !== undefined;
  const verdict = (): Found => {
    if (measured === undefined) return lacks('the run file does not say which version of the model was measured');
    if (versions.includes(measured)) return is(true);
    if (unknown !== undefined) return lacks(unknown);
    if (whole) return is(false);
    return lacks(
      own.length > 0
        ? 'what was in production before the first known deployment is not known'
        : `the inventory names version ${now} now; no deployment tells what was in production in the window`,
    );
  };
  return {
    productionVersions: versions.length > 0 ? is(versions) : lacks(unknown ?? 'not known'),
    versionInProduction: verdict(),
  };
};

/** Whether anything but the run file says that the response happened. */
const responseFacts = (
  run: Run,
  sheets: readonly FactSheet[],
  deployments: readonly Deployment[],
): Readonly<Record<string, Found>> => {
  const kind = text(run.facts, 'responseKind');
  const { end, model } = run;
  if (kind === undefined || kind === 'none' || end === undefined) {
    const reason = kind === 'none' ? 'the run file says that nothing was done' : 'the run file names no response';
    return Object.fromEntries(
      ['responseCorroborated', 'carriedOutDays', 'carriedOutBy', 'decisionRecorded'].map((fact) => [
        fact,
        lacks(reason),
      ]),
    );
  }
  const record = text(run.facts, 'responseRecord');
  const rows = factsOf(sheets, 'register').flatMap((facts) =>
    Object.values(facts).flatMap((list) => (Array.isArray(list) ? (list as readonly Facts[]) : [])),
  );
  const recorded =
    record !== undefined && rows.some((row) => row !== null && typeof row === 'object' && row.id === record);
  const acts = deployments.filter(
    (each) => each.model === model && each.id !== undefined && each.on > end && (kind === 'rollback') === each.rollback,
  );
  const [deployment] = kind === 'rollback' || kind === 'retraining' ? acts : [];
  const commit = factsOf(sheets, 'git-history')
    .flatMap((facts) => listIn(facts, 'responses'))
    .find((response) => response.id === run.id);
  const inHistory = commit?.found === true && commit.afterWindow === true;
  const named = record !== undefined || text(run.facts, 'responseCommit') !== undefined;
  const owned = text(run.facts, 'responseOwner') !== undefined && text(run.facts, 'responseReason') !== undefined;
  const decision = kind === 'accepted' || kind === 'investigation';
  const corroborated = deployment !== undefined || inHistory || recorded;
  const where = [
    ...(deployment?.id === undefined ? [] : [`deployment ${deployment.id}`]),
    ...(inHistory ? ['the history'] : []),
    ...(recorded ? [`register entry ${record}`] : []),
  ];
  return {
    responseCorroborated:
      corroborated || named
        ? is(corroborated)
        : lacks('neither a register nor the history was named for the response, and no deployment matches it'),
    carriedOutBy: where.length > 0 ? is(where) : lacks('nothing but the run file speaks of the response'),
    carriedOutDays:
      deployment === undefined
        ? lacks('no deployment after the window carries the response')
        : is(daysBetween(end, deployment.on)),
    decisionRecorded: decision ? is(owned && recorded) : lacks(`the response is a ${kind}, not a decision`),
  };
};

const modelFacts = (run: Run, sheets: readonly FactSheet[]): Readonly<Record<string, Found>> => {
  const [cards, systems] = [factsOf(sheets, 'model-card'), factsOf(sheets, 'system')];
  const listed = systems.flatMap((facts) => listIn(facts, 'models'));
  return {
    modelCarded:
      cards.length === 0 ? lacks('no model card was supplied') : is(cards.some((card) => card.id === run.model)),
    modelListed:
      systems.length === 0 ? lacks('no system file was supplied') : is(listed.some((entry) => entry.id === run.model)),
  };
};

/** A feature is held to the stricter of two limits: that of the policy, which only the policy knows, and that of its card. */
const withLimits = (
  sheet: FactSheet,
  decided: boolean,
): { readonly features: readonly Facts[]; readonly absent: Readonly<Record<string, string>> } => {
  const absent: Record<string, string> = {};
  const features = listIn(sheet.facts as Facts, 'features').map((feature, index) => {
    const { psi, declaredLimit, responseDays } = feature;
    const answered = decided || feature.answered === true;
    const at = `/features/${index}`;
    if (typeof psi !== 'number') {
      for (const fact of ['reachesDeclaredLimit', 'declaredAlertAnswered', 'declaredAlertDays'])
        absent[`${at}/${fact}`] = sheet.absent[`${at}/psi`] ?? 'the PSI is absent';
      return { ...feature, answered };
    }
    const reaches = typeof declaredLimit === 'number' && psi >= declaredLimit;
    const days = reaches ? responseDays : 0;
    if (days === undefined)
      absent[`${at}/declaredAlertDays`] = sheet.absent[`${at}/responseDays`] ?? 'the run file names no response';
    return {
      ...feature,
      answered,
      reachesDeclaredLimit: reaches,
      declaredAlertAnswered: !reaches || answered,
      ...(days === undefined ? {} : { declaredAlertDays: days }),
    };
  });
  return { features, absent };
};

/**
 * What only all evidence together tells of the drift runs: windows that overlap, repeat or leave days out, the versions in production,
 * whether a response happened, models that nobody lists. The order in which files were read changes nothing.
 */
export const driftOverPeriod = (sheets: readonly FactSheet[], clock: AuditClock): readonly FactSheet[] => {
  const runs = sheets.filter(({ kind, absent }) => kind === 'drift-run' && absent[''] === undefined).map(runOf);
  if (runs.length === 0) return sheets;
  const deployments = deploymentsIn(sheets);
  const joined = new Map(
    runs.map((run) => {
      const found = {
        ...modelFacts(run, sheets),
        ...windowFacts(run, runs, clock),
        ...versionFacts(run, sheets, deployments),
        ...responseFacts(run, sheets, deployments),
      };
      const facts: Record<string, unknown> = { ...run.facts };
      const absent: Record<string, string> = { ...run.sheet.absent };
      for (const [fact, result] of Object.entries(found))
        if ('value' in result) facts[fact] = result.value;
        else absent[`/${fact}`] = result.lacks;
      const limits = withLimits(run.sheet, facts.decisionRecorded === true);
      facts.features = limits.features;
      return [run.sheet, { ...run.sheet, facts, absent: { ...absent, ...limits.absent } } as FactSheet] as const;
    }),
  );
  return sheets.map((sheet) => joined.get(sheet) ?? sheet);
};
