import {
  CASE_PREFIX,
  caseStream,
  NOTIFICATION_PREFIX,
  PAYOUT_PREFIX,
  payoutStream,
} from '../event-store/stream-names';

/** One thing the saga still has to do. */
export type WorkItem =
  /** Drive the payout to its outcome, and the account to that outcome. */
  | { readonly kind: 'payout'; readonly payoutId: string }
  /** Give each delivery of the notification a verdict. */
  | { readonly kind: 'notification'; readonly streamId: string }
  /** Carry out what people decided on the case. */
  | { readonly kind: 'decision'; readonly caseId: string }
  /** Open the case of an event. The event is recorded, so its stream and revision are enough to find it. */
  | { readonly kind: 'opening'; readonly streamId: string; readonly revision: bigint }
  /** End the deposit when people did not approve it in time. */
  | { readonly kind: 'deposit'; readonly accountId: string; readonly depositId: string }
  /** The text is of another version of the saga. It stays in the checkpoint for that version. */
  | { readonly kind: 'unknown'; readonly text: string };

/** A deposit's id has no `@`. */
const DEPOSIT = /^deposit:(.+)@([^@]+)$/s;
const OPENING_PREFIX = 'cause:';
const OPENING = /^cause:(.+)@(\d+)$/s;

/**
 * The text of a work item. The checkpoint, the maps of the saga and the queue of the gate use it as a key.
 * Checkpoints on disk hold these texts, so they never change.
 */
export function textOfWorkItem(item: WorkItem): string {
  switch (item.kind) {
    case 'payout':
      return payoutStream(item.payoutId);
    case 'notification':
      return item.streamId;
    case 'decision':
      return caseStream(item.caseId);
    case 'opening':
      return `${OPENING_PREFIX}${item.streamId}@${item.revision}`;
    case 'deposit':
      return `deposit:${item.accountId}@${item.depositId}`;
    case 'unknown':
      return item.text;
  }
}

/** The text whose partition the item belongs to. The case of an event belongs to the owner of the event's stream. */
export const partitionKeyOf = (item: WorkItem): string =>
  item.kind === 'opening' ? item.streamId : textOfWorkItem(item);

/** The work item of a text. Each text gives one item, and `textOfWorkItem` gives the same text back. */
export function workItemOf(text: string): WorkItem {
  const [, streamId, revision] = OPENING.exec(text) ?? [];
  if (streamId !== undefined && revision !== undefined) return openingOf(text, streamId, revision);
  const [, accountId, depositId] = DEPOSIT.exec(text) ?? [];
  if (accountId !== undefined && depositId !== undefined) return { kind: 'deposit', accountId, depositId };
  if (text.startsWith(PAYOUT_PREFIX)) return { kind: 'payout', payoutId: text.slice(PAYOUT_PREFIX.length) };
  if (text.startsWith(NOTIFICATION_PREFIX)) return { kind: 'notification', streamId: text };
  if (text.startsWith(CASE_PREFIX)) return { kind: 'decision', caseId: text.slice(CASE_PREFIX.length) };
  return { kind: 'unknown', text };
}

/** A revision has no leading zeros: such a text would not come back as it was. */
function openingOf(text: string, streamId: string, digits: string): WorkItem {
  const revision = BigInt(digits);
  return String(revision) === digits ? { kind: 'opening', streamId, revision } : { kind: 'unknown', text };
}
