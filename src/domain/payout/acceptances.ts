/** The provider's id for an order that it took, and its outcome. Each acceptance can be a payment of its own. */
export interface Acceptance {
  readonly providerId: string;
  /** null while the outcome is not known; the acceptance can still be a payment. */
  readonly outcome: 'COMPLETED' | 'FAILED' | null;
  /** Recorded after the payout already had an outcome. */
  readonly late: boolean;
  /** The notification that named the id first said that it was paid: no other notification alone says that it failed. */
  readonly reportedPaid?: true;
}

type Acceptances = readonly Acceptance[];
type ProviderId = string | null | undefined;

/** A payout state that can have acceptances. */
interface HasAcceptances {
  readonly status: string;
  readonly acceptances: Acceptances;
}

const withId = (acceptances: Acceptances, providerId: ProviderId): Acceptance | undefined =>
  acceptances.find(each => each.providerId === providerId);

/** Adds the id. A known id changes nothing. */
export const withAcceptance = (
  acceptances: Acceptances,
  providerId: ProviderId,
  late = false,
  reportedPaid?: true,
): Acceptances =>
  !providerId || withId(acceptances, providerId)
    ? acceptances
    : [...acceptances, { providerId, outcome: null, late, ...(reportedPaid && { reportedPaid }) }];

/** Gives the id its outcome, if it has none. A report without an id is about the only acceptance. */
export function withAcceptanceOutcome(
  acceptances: Acceptances,
  providerId: ProviderId,
  outcome: NonNullable<Acceptance['outcome']>,
): Acceptances {
  const named = providerId ?? (acceptances.length === 1 ? acceptances[0]?.providerId : undefined);
  return withAcceptance(acceptances, named).map(each =>
    each.providerId === named && each.outcome === null ? { ...each, outcome } : each,
  );
}

/** Returns the id when it differs from every known one: it may be another payment. */
export const unknownProviderId = (
  { acceptances }: HasAcceptances,
  providerId: ProviderId,
): string | undefined =>
  providerId && acceptances.length > 0 && !withId(acceptances, providerId) ? providerId : undefined;

/** Returns the id when it is an acceptance without an outcome. */
export function openAcceptanceId(
  { acceptances }: HasAcceptances,
  providerId: ProviderId,
): string | undefined {
  const known = withId(acceptances, providerId);
  return known?.outcome === null ? known.providerId : undefined;
}

/** Returns the id when it still has to be polled after the payout's outcome. */
export const stillPolledId = (taken: HasAcceptances, providerId: ProviderId): string | undefined =>
  providerId && idsToPoll(taken).includes(providerId) ? providerId : undefined;

export const isReportedPaid = ({ acceptances }: HasAcceptances, providerId: ProviderId): boolean =>
  withId(acceptances, providerId)?.reportedPaid === true;

export const hasFailed = ({ acceptances }: HasAcceptances, providerId: ProviderId): boolean =>
  withId(acceptances, providerId)?.outcome === 'FAILED';

/** Whether money may leave, or left, under an id other than this one. */
export const mayPayUnderAnotherId = ({ acceptances }: HasAcceptances, providerId: ProviderId): boolean =>
  acceptances.some(each => each.providerId !== providerId && each.outcome !== 'FAILED');

/** Whether the payment that stands can be the one under this id. */
export function isPaidUnder({ acceptances }: HasAcceptances, providerId: ProviderId): boolean {
  if (!providerId) return true;
  const known = withId(acceptances, providerId);
  if (!known) return acceptances.length === 0;
  if (known.outcome !== null) return known.outcome === 'COMPLETED';
  return acceptances.every(({ outcome }) => outcome !== 'COMPLETED');
}

/** Several acceptances, or a late one: each is polled for its own outcome. */
const isContested = ({ acceptances }: HasAcceptances): boolean =>
  acceptances.length > 1 || acceptances.some(({ late }) => late);

/** The ids that still have to be polled. null stands for our reference, where no id is known. */
export function idsToPoll(taken: HasAcceptances): readonly (string | null)[] {
  const open = taken.acceptances.filter(({ outcome }) => outcome === null).map(each => each.providerId);
  if (taken.status === 'completed' || taken.status === 'failed') return isContested(taken) ? open : [];
  return open.length > 0 ? open : [null];
}

/** A claim without an id is about the only acceptance. */
export const claimedProviderId = (
  { acceptances }: HasAcceptances,
  providerId: ProviderId,
): string | undefined => providerId ?? (acceptances.length === 1 ? acceptances[0]?.providerId : undefined);
