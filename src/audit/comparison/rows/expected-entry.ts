import type { Position, RecordedEvent } from '../../../event-store/event-store';
import type { BookableEvent, LedgerPosting } from '../../records/ledger';
import type { Row } from './postgres-text';

/** One entry of the journal with its postings, as the streams say that it must stand there. */
export interface ExpectedEntry {
  readonly id: string;
  /** null: the entry is about no customer. */
  readonly accountId: string | null;
  readonly position: Position;
  readonly row: Row;
  readonly postings: readonly Row[];
}

/** What the provider said of the booked movement; null when nothing was recorded before the entry. */
export interface SaidOfMovement {
  readonly providerTime: string | null;
  readonly endToEndId: string | null;
}

export function expectedEntry(
  event: RecordedEvent,
  body: BookableEvent,
  lines: readonly LedgerPosting[],
  bookedAt: Date,
  { providerTime, endToEndId }: SaidOfMovement,
): ExpectedEntry {
  const { id, streamId, revision, position, recordedAt, metadata } = event;
  const place = { commit_position: position.commit, prepare_position: position.prepare };
  const { data } = body;
  const accountId = 'accountId' in data ? data.accountId : null;
  const row = {
    id,
    account_id: accountId,
    event_type: body.type,
    stream_id: streamId,
    revision,
    ...place,
    payout_id: 'payoutId' in data ? data.payoutId : null,
    provider: 'provider' in data ? data.provider : null,
    occurred_at: new Date(metadata.occurredAt),
    recorded_at: recordedAt,
    booked_at: bookedAt,
    provider_time: providerTime,
    reference: 'reference' in data ? data.reference : null,
    end_to_end_id: endToEndId,
  };
  const postings = lines.map((line, index) => ({ entry_id: id, index, ...place, ...postingRow(line) }));
  return { id, accountId, position, row, postings };
}

const postingRow = (line: LedgerPosting): Row => ({
  ledger_account: line.ledgerAccount,
  currency: line.currency,
  debit_minor: line.debitMinor,
  credit_minor: line.creditMinor,
  debit_total_minor: line.debitTotalMinor,
  credit_total_minor: line.creditTotalMinor,
  balance_minor: line.debitTotalMinor - line.creditTotalMinor,
});
