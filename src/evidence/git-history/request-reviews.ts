import { instantOf } from '../../base/time.ts';
import type { PeopleMap } from '../people/people-map.ts';
import type { RecordDraft } from '../sheet-draft.ts';
import type { ForgeRequest } from './forge-requests.ts';
import { distinct, labelsOf, type Parties, type Party } from './parties.ts';

type Review = ForgeRequest['reviews'][number];

/** What one person said of a request, oldest first. */
interface Word {
  readonly party: Party;
  readonly reviews: readonly (Review & { readonly instant: number })[];
}

const HOUR = 3_600_000;
const complianceRole = 'compliance-owner';

/** The reviews by person: whoever uses two accounts has one last word. A comment takes nothing back. */
const wordsOf = (request: ForgeRequest, parties: Parties): readonly Word[] => {
  const decisive = request.reviews
    .filter(({ state }) => state === 'approved' || state === 'changes-requested' || state === 'dismissed')
    .map((review) => ({ ...review, instant: instantOf(review.at ?? '') ?? Number.NaN }))
    .sort((one, other) => one.instant - other.instant || 0);
  const words: { party: Party; reviews: (typeof decisive)[number][] }[] = [];
  for (const review of decisive) {
    const party = parties.of({ login: review.by, bot: review.byType === 'bot' });
    const known = words.find((word) => parties.same(word.party, party));
    if (known) known.reviews.push(review);
    else words.push({ party, reviews: [review] });
  }
  return words;
};

const isApproval = (review: Review | undefined, instant: number): boolean =>
  review?.state === 'approved' &&
  (review.dismissedAt === undefined || (instantOf(review.dismissedAt) ?? Number.NEGATIVE_INFINITY) > instant);

/**
 * Who approved what, how independent, when, and on which head. Each count is of the persons of the one before. `otherHead` says
 * that git shows another head merged than the forge names: nobody approved that one.
 */
export const addReviews = (
  record: RecordDraft,
  request: ForgeRequest,
  makers: readonly Party[],
  strangers: readonly string[],
  otherHead: boolean,
  parties: Parties,
  map: PeopleMap,
): void => {
  const facts = [
    'approvers',
    'approvalCount',
    'independentApprovalCount',
    'independentApprovers',
    'timelyApprovalCount',
    'finalHeadApprovalCount',
    'complianceApprovalCount',
    'openObjectionCount',
    'lateReviewCount',
    'retroReviewHours',
    'selfApproved',
  ];
  const gap = request.from.gap('reviews', request.facts.id);
  if (gap !== undefined) {
    for (const fact of facts) record.lack(fact, gap);
    return;
  }
  const merged = instantOf(request.facts.mergedAt ?? '') ?? Number.NaN;
  const words = wordsOf(request, parties);
  const before = ({ reviews }: Word) => reviews.filter(({ instant }) => instant <= merged).at(-1);
  const approving = words.filter(
    (word) => isApproval(word.reviews.at(-1), Number.POSITIVE_INFINITY) || isApproval(before(word), merged),
  );
  const approvers = distinct(
    approving.map(({ party }) => party),
    parties.same,
  );
  const madeBy = ({ party }: Word): boolean => makers.some((maker) => parties.same(maker, party));
  record.set('approvers', labelsOf(approvers));
  record.set('approvalCount', approvers.length);
  record.set('openObjectionCount', words.filter((word) => before(word)?.state === 'changes-requested').length);
  record.set(
    'lateReviewCount',
    words.flatMap(({ reviews }) => reviews).filter(({ state, instant }) => state === 'approved' && instant > merged)
      .length,
  );
  if (map.supplied) record.set('selfApproved', approving.some(madeBy));
  else record.lack('selfApproved', 'no people map was supplied');

  const apart = approving.filter((word) => word.party.human && !madeBy(word));
  const independent = apart.filter(({ party }) => party.known);
  const timely = independent.filter((word) => isApproval(before(word), merged));
  const head = request.facts.headOid;
  const onHead = timely.filter((word) => head !== undefined && before(word)?.commit === head);
  // With a stranger among the authors, an approver may be that author under another name; a stranger's approval may be an author's.
  const doubtful =
    apart.length === 0
      ? []
      : strangers.length > 0
        ? strangers
        : independent.length === 0
          ? labelsOf(apart.map(({ party }) => party))
          : [];
  if (doubtful.length > 0) {
    const reason = `nobody can tell who is who: ${doubtful.slice(0, 3).join(', ')} ${map.supplied ? 'in no people map, or in it twice' : 'without an account of the forge, and no people map was supplied'}`;
    for (const fact of facts.filter((each) => !record.has(each))) record.lack(fact, reason);
    return;
  }
  record.set('independentApprovalCount', independent.length);
  record.set('independentApprovers', labelsOf(independent.map(({ party }) => party)));
  const undated = independent.filter(({ reviews }) => reviews.some(({ instant }) => Number.isNaN(instant)));
  if (timely.length === 0 && undated.length > 0)
    for (const fact of ['timelyApprovalCount', 'finalHeadApprovalCount'])
      record.lack(fact, 'the export does not say when the approval was given');
  else {
    record.set('timelyApprovalCount', timely.length);
    if (head === undefined) record.lack('finalHeadApprovalCount', 'the export does not say what the last head was');
    else if (onHead.length === 0 && timely.some((word) => before(word)?.commit === undefined))
      record.lack('finalHeadApprovalCount', 'the export does not say which head was approved');
    else record.set('finalHeadApprovalCount', otherHead ? 0 : onHead.length);
  }
  if (map.supplied)
    record.set(
      'complianceApprovalCount',
      (otherHead ? [] : onHead).filter(({ party }) =>
        party.persons.some((person) => map.held(person, complianceRole, merged)),
      ).length,
    );
  else record.lack('complianceApprovalCount', 'no people map was supplied');
  const first = independent
    .flatMap(({ reviews }) => reviews)
    .filter((review) => isApproval(review, Number.POSITIVE_INFINITY))
    .map(({ instant }) => instant)
    .filter((instant) => instant > merged)
    .sort((one, other) => one - other)[0];
  if (timely.length > 0) record.set('retroReviewHours', 0);
  else if (first !== undefined) record.set('retroReviewHours', Math.round(((first - merged) / HOUR) * 100) / 100);
  else record.lack('retroReviewHours', 'no independent person approved it, before or after');
};
