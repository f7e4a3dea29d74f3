/** An id under which the provider has taken the order, and what became of it there. Each may be a payment of its own. */
export interface Acceptance {
  readonly providerId: string;
  /** null: nobody knows yet, it may still pay. */
  readonly outcome: 'COMPLETED' | 'FAILED' | null;
  /** It was learnt of after the payout had come to an end. */
  readonly late: boolean;
}

type Acceptances = readonly Acceptance[];
type ProviderId = string | null | undefined;

/** Whoever can be asked about, and may pay. */
interface Taken {
  readonly status: string;
  readonly acceptances: Acceptances;
}

const withId = (acceptances: Acceptances, providerId: ProviderId): Acceptance | undefined =>
  acceptances.find(each => each.providerId === providerId);

/** With this id too; where it is known already nothing changes. */
export const toldUnder = (acceptances: Acceptances, providerId: ProviderId, late = false): Acceptances =>
  !providerId || withId(acceptances, providerId)
    ? acceptances
    : [...acceptances, { providerId, outcome: null, late }];

/** With this outcome, if the id has none yet. Words that name no id are about the only one there is. */
export function endedUnder(
  acceptances: Acceptances,
  providerId: ProviderId,
  outcome: NonNullable<Acceptance['outcome']>,
): Acceptances {
  const named = providerId ?? (acceptances.length === 1 ? acceptances[0]?.providerId : undefined);
  return toldUnder(acceptances, named).map(each =>
    each.providerId === named && each.outcome === null ? { ...each, outcome } : each,
  );
}

/** The id, if it is another than those that are known: perhaps another payment. */
export const strangerId = ({ acceptances }: Taken, providerId: ProviderId): string | undefined =>
  providerId && acceptances.length > 0 && !withId(acceptances, providerId) ? providerId : undefined;

/** The id, if the order was taken under it and it has come to no end yet. */
export function openId({ acceptances }: Taken, providerId: ProviderId): string | undefined {
  const known = withId(acceptances, providerId);
  return known?.outcome === null ? known.providerId : undefined;
}

/** The id, if the provider is still to be asked about it although the payout has ended. */
export const askedId = (taken: Taken, providerId: ProviderId): string | undefined =>
  providerId && idsToAsk(taken).includes(providerId) ? providerId : undefined;

export const hasFailed = ({ acceptances }: Taken, providerId: ProviderId): boolean =>
  withId(acceptances, providerId)?.outcome === 'FAILED';

/** Whether money may leave, or has left, under another id than this one. */
export const mayPayBeside = ({ acceptances }: Taken, providerId: ProviderId): boolean =>
  acceptances.some(each => each.providerId !== providerId && each.outcome !== 'FAILED');

/** Whether the payment that stands can be the one under this id. */
export function isPaidUnder({ acceptances }: Taken, providerId: ProviderId): boolean {
  if (!providerId) return true;
  const known = withId(acceptances, providerId);
  if (!known) return acceptances.length === 0;
  if (known.outcome !== null) return known.outcome === 'COMPLETED';
  return acceptances.every(({ outcome }) => outcome !== 'COMPLETED');
}

/** One id is asked about for the payout's outcome; more than one, or one told after the end, each for its own. */
const isContested = ({ acceptances }: Taken): boolean =>
  acceptances.length > 1 || acceptances.some(({ late }) => late);

/** Which ids the provider is still to be asked about; null: by our reference, for none is known. */
export function idsToAsk(taken: Taken): readonly (string | null)[] {
  const open = taken.acceptances.filter(({ outcome }) => outcome === null).map(each => each.providerId);
  if (taken.status === 'completed' || taken.status === 'failed') return isContested(taken) ? open : [];
  return open.length > 0 ? open : [null];
}

/** What is claimed names no id: then it is about the only one there is. */
export const idOfClaim = ({ acceptances }: Taken, providerId: ProviderId): string | undefined =>
  providerId ?? (acceptances.length === 1 ? acceptances[0]?.providerId : undefined);
