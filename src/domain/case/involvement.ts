import type { CaseOpened } from './events';

/** A key that a person made for a client. `madeAt`: RFC 3339 UTC. */
export interface MadeKey {
  readonly clientName: string;
  readonly madeAt: string;
}

/** What a person has to do with a case, beside the decision. */
export interface Involvement {
  /** The client that asked for the case's payout; null where the case names none. */
  readonly requester: string | null;
  readonly madeKeys: readonly MadeKey[];
}

export type InvolvementRefusal = 'REQUESTER_CANNOT_DECIDE' | 'KEY_MAKER_CANNOT_CONFIRM';

/**
 * Why the person may not decide; undefined: nothing is against it. Who asked for a payout decides no case about it. Who made a
 * key of the requester or of the proposer since the case was opened could be both, and does not confirm.
 */
export function involvementFault(
  person: string,
  { requester, madeKeys }: Involvement,
  { openedAt }: CaseOpened,
  proposedBy: string | null,
): InvolvementRefusal | undefined {
  if (person === requester) return 'REQUESTER_CANNOT_DECIDE';
  if (proposedBy === null) return undefined;
  const opened = new Date(openedAt);
  const isNew = ({ clientName, madeAt }: MadeKey): boolean =>
    (clientName === requester || clientName === proposedBy) && new Date(madeAt) >= opened;
  return madeKeys.some(isNew) ? 'KEY_MAKER_CANNOT_CONFIRM' : undefined;
}
