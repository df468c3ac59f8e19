import type { ForgeEvent, ForgeGap, ForgeRequest, ForgeRules } from '../model/generated/forge-export.ts';

/** One raw answer: the name of its file, and its body as parsed JSON. */
export interface RawAnswer {
  readonly name: string;
  readonly body: unknown;
}

/** Which requests are wanted: merged into `branch` from `start` on, before `end` (RFC 3339). */
export interface Wanted {
  readonly branch: string;
  readonly start: string;
  readonly end: string;
}

/** What raw answers come to. Requests stand in the order of their merges, then of their numbers. */
interface Normalised {
  readonly requests: readonly ForgeRequest[];
  readonly gaps: readonly ForgeGap[];
}

/**
 * Turns the raw answers of one kind of forge into requests. Pure, and used twice: by whoever collects, and by the audit, which
 * works the requests out again and so need not believe the collector.
 */
export interface ForgeAdapter {
  readonly requests: (answers: readonly RawAnswer[], wanted: Wanted) => Normalised;
  /** The rules of the branch from their raw answers; undefined when these tell nothing. */
  readonly rules: (answers: readonly RawAnswer[], observedAt: string) => ForgeRules | undefined;
  /** What happened to the branch in the window, from the raw answers of the forge's log; undefined when there is none. */
  readonly events: (answers: readonly RawAnswer[], wanted: Wanted) => readonly ForgeEvent[] | undefined;
}

/** The requests that are wanted, each once, in order. */
export const inOrder = (requests: readonly ForgeRequest[], { branch, start, end }: Wanted): readonly ForgeRequest[] =>
  [...new Map(requests.map((request) => [request.number, request])).values()]
    .filter(
      ({ base, mergedAt }) =>
        base === branch && Date.parse(mergedAt) >= Date.parse(start) && Date.parse(mergedAt) < Date.parse(end),
    )
    .sort((one, other) => Date.parse(one.mergedAt) - Date.parse(other.mergedAt) || one.number - other.number);
