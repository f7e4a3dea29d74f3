import type { AccountEvent } from '../../../domain/account/events';
import type { RecordedEvent } from '../../../event-store/event-store';

/** What an account's row shows beside its money. */
export interface ExpectedAccountDetails {
  readonly openedAt: Date;
  readonly ownerName: string | null;
  readonly ownerDocument: string | null;
  closedAt: Date | null;
}

/** Keeps what the event says about the account itself. */
export function applyAccountDetails(
  accounts: Map<string, ExpectedAccountDetails>,
  { metadata }: RecordedEvent,
  { type, data }: AccountEvent,
): void {
  const known = accounts.get(data.accountId);
  if (type === 'AccountOpened') {
    const owner = data.personal?.owner;
    accounts.set(data.accountId, {
      openedAt: new Date(metadata.occurredAt),
      ownerName: owner?.name ?? null,
      ownerDocument: owner?.document ?? null,
      closedAt: null,
    });
  }
  if (type === 'AccountClosed' && known) known.closedAt = new Date(data.closedAt);
  if (type === 'AccountReopened' && known) known.closedAt = null;
}
