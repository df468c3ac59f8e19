import { Gauge, Pushgateway, Registry } from 'prom-client';
import { messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import { DAY, instantOf } from '../base/time.ts';
import type { DriftRunFacts } from '../model/generated/facts/drift-run.ts';
import { CollectError } from './collect-error.ts';

/** Most features that become series of their own: the largest scores. How many were left out is a series itself. */
const seriesLimit = 500;

const pushTimeout = 10_000;

/** What Prometheus is told beside the facts. */
export interface Exposition {
  /** Limit that every monitored feature is held to; undefined without one. */
  readonly limit: number | undefined;
  /** Milliseconds since 1970 of the measurement. */
  readonly now: number;
}

const seconds = (day: string | undefined): number | undefined => {
  const at = day === undefined ? undefined : instantOf(day);
  // The last day of the window is part of it.
  return at === undefined ? undefined : (at + DAY) / 1000;
};

/**
 * One drift run as gauges. Names and units follow the conventions of Prometheus: seconds, ratios of 0 to 1, and no unit for the
 * PSI, which has none. A value that could not be measured has no series, and is counted by `plumbline_drift_unmeasured_features`.
 */
export const driftMetrics = (facts: DriftRunFacts, { limit, now }: Exposition): Registry => {
  const registry = new Registry();
  const model = facts.model ?? 'unknown';
  const gauge = (name: string, help: string, labels: readonly string[] = []) =>
    new Gauge({ name: `plumbline_drift_${name}`, help, labelNames: ['model', ...labels], registers: [registry] });
  const single = (name: string, help: string, value: number | undefined): void => {
    if (value !== undefined) gauge(name, help).set({ model }, value);
  };
  const featureLabels = ['feature', 'role', 'monitored', 'method'] as const;
  const psi = gauge('psi', 'Population stability index of the current snapshot against the reference.', featureLabels);
  const noise = gauge('noise_floor', 'PSI below which 95 of 100 comparisons stay if nothing has changed.', ['feature']);
  const declared = gauge('declared_limit', 'PSI that the model card declares as its limit.', ['feature']);
  const missing = gauge('missing_change_ratio', 'Change of the share of missing values, 0 to 1.', ['feature']);
  const features = facts.features.toSorted((a, b) => (b.psi ?? -1) - (a.psi ?? -1));
  for (const each of features.slice(0, seriesLimit)) {
    const feature = each.feature ?? each.id;
    const monitored = String(each.monitored ?? true);
    if (each.psi !== undefined)
      psi.set({ model, feature, role: each.role ?? 'feature', monitored, method: facts.method ?? '' }, each.psi);
    if (each.noiseFloor !== undefined) noise.set({ model, feature }, each.noiseFloor);
    if (each.declaredLimit !== undefined) declared.set({ model, feature }, each.declaredLimit);
    if (each.nullShareChange !== undefined) missing.set({ model, feature }, each.nullShareChange);
  }
  single('features', 'Features of the run.', features.length);
  single('omitted_features', 'Features without series of their own.', Math.max(0, features.length - seriesLimit));
  single(
    'unmeasured_features',
    'Monitored features whose PSI could not be measured.',
    features.filter((each) => each.psi === undefined && each.monitored !== false).length,
  );
  single('psi_limit', 'PSI that no monitored feature may reach.', limit);
  single('window_end_timestamp_seconds', 'End of the window that was measured.', seconds(facts.windowEnd));
  single('last_run_timestamp_seconds', 'When drift was measured last.', now / 1000);
  const rows = gauge('snapshot_rows', 'Rows of a snapshot.', ['snapshot']);
  if (facts.referenceRows !== undefined) rows.set({ model, snapshot: 'reference' }, facts.referenceRows);
  if (facts.currentRows !== undefined) rows.set({ model, snapshot: 'current' }, facts.currentRows);
  return registry;
};

/** The text format of Prometheus, for the textfile collector of the node exporter. A gauge without a value is left out. */
export const exposition = async (registry: Registry): Promise<string> =>
  (await registry.metrics())
    .split(/\n(?=# HELP )/)
    .filter((block) => block.split('\n').some((line) => line !== '' && !line.startsWith('#')))
    .map((block) => `${block.trimEnd()}\n`)
    .join('');

/** An address of a gateway without what may be secret in it. */
const shown = (url: URL): string => plainText(shortened(`${url.protocol}//${url.host}${url.pathname}`, 200));

/** The address of a Pushgateway. Throws CollectError `bad-address` for anything but http and https. */
export const gatewayAddress = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new CollectError(
      'bad-address',
      `${plainText(shortened(text, 200))} is no address of a Pushgateway; expected such as http://localhost:9091`,
    );
  return url;
};

/**
 * Pushes the metrics as the group of job `plumbline_drift` and the model, in place of those that it had: a feature that is gone
 * is gone there too. Throws CollectError `push-failed`, with the status when there was one.
 */
export const pushMetrics = async (registry: Registry, url: URL, model: string): Promise<void> => {
  const base = url.href.replace(/\/+$/, '');
  // A slash, or nothing, cannot stand in a path: the gateway reads such values in base64.
  const plain = /^[\w.~-]+$/.test(model);
  const groupings: Record<string, string> = plain
    ? { model }
    : { 'model@base64': Buffer.from(model === '' ? '=' : model).toString('base64url') || '=' };
  try {
    const { resp } = await new Pushgateway(base, { timeout: pushTimeout }, registry).push({
      jobName: 'plumbline_drift',
      groupings,
    });
    const status = (resp as { readonly statusCode?: number } | undefined)?.statusCode ?? 0;
    if (status >= 300) throw new Error(`it answered with status ${status}`);
  } catch (cause) {
    throw new CollectError(
      'push-failed',
      `cannot push to ${shown(url)}: ${plainText(shortened(messageOf(cause), 300))}`,
      {
        cause,
      },
    );
  }
};
