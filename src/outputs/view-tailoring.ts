import type { Assessment, TailoringChange } from '../model/generated/assessment.ts';
import { counted, longDate } from './words.ts';

const what = {
  included: () => 'Added to what is tested',
  excluded: () => 'Left out',
  parameter: ({ parameter }) => `Parameter ${parameter ?? ''}`,
  locked: ({ parameter }) => `Parameter ${parameter ?? ''} locked`,
  severity: () => 'Severity raised',
  replaced: () => 'Replaced',
} as const satisfies Record<TailoringChange['change'], (change: TailoringChange) => string>;

const stateWords = {
  'in-effect': null,
  ended: 'Ended: no effect any more',
  overridden: 'No effect: a later layer says otherwise',
  'too-long': 'No effect: it ends later than the profile lets an exclusion last',
  'without-effect': 'No effect: the profile does not select it',
} as const satisfies Record<TailoringChange['state'], string | null>;

const looser = 'looser than its floor: the control answers no requirement';

/** What packs, profiles and plumbline.yaml changed, a row each, and the packs that were used. */
export const tailoringView = ({ profile, inputs }: Assessment) => ({
  layers: [...(profile.extends ?? []), profile.id].map((id) => `profile ${id}`).join(', then '),
  rows: profile.tailoring.map((change) => ({
    what: what[change.change](change),
    subject: change.subject,
    layer: change.layer,
    from: change.from ?? null,
    to: change.to ?? null,
    looser: change.beyondFloor === true ? looser : null,
    reason: change.reason ?? null,
    until: change.until === undefined ? null : longDate(change.until),
    state: stateWords[change.state],
  })),
  packs: (inputs.policies.packs ?? []).map(({ id, title, version, sha256, files }) => ({
    id,
    title,
    version: version ?? null,
    sha256,
    files: counted(files, 'file'),
  })),
});

/** One change as a sentence: what, from what to what, until when, by whom, why, and whether it counts. */
export const tailoringSentence = (change: TailoringChange): string => {
  const state = stateWords[change.state];
  const marks = [
    ...(change.to === undefined ? [] : [`from ${change.from ?? 'nothing'} to ${change.to}`]),
    ...(change.to === undefined && change.from !== undefined ? [`was ${change.from}`] : []),
    ...(change.beyondFloor === true ? ['beyond its floor'] : []),
    ...(change.until === undefined ? [] : [`until ${change.until}`]),
    change.layer,
  ];
  const why = change.reason === undefined ? '' : `: ${change.reason}`;
  const words = what[change.change](change).replace(/^./, (first) => first.toLowerCase());
  return `${change.subject}: ${words} (${marks.join('; ')})${why}${state === null ? '' : ` [${state}]`}`;
};
