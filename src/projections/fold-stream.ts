import type { Selectable } from 'kysely';
import { isAccountEvent, isCaseEvent, isExchangeEvent, isPayoutEvent } from '../domain/journal/known-events';
import type { EventStore, Position, RecordedEvent } from '../event-store/event-store';
import { accountStream, caseStream, payoutStream } from '../event-store/stream-names';
import { toInsertableRow, evolveAccount } from './accounts/accounts';
import { evolveCase, type CaseRow } from './cases/case-row';
import { knownBody } from './engine/projection';
import { evolvePayout, type PayoutRow } from './payouts/payout-row';
import type { StoredApproval, StoredReturn, StoredWarning } from './payouts/stored-json';
import type { AccountTable, CaseTable, PayoutTable, StoredDecision } from './schema';

export type { RecentEvents } from '../event-store/log/recent-events';

/** The reading half of the store that is needed here. */
export type StreamReader = Pick<EventStore, 'readStream'>;

/** A read model's row as the stream itself makes it, and the place of the last event in it. */
export interface Folded<Row> {
  readonly row: Row;
  /** undefined where nothing came after the row that it began with. */
  readonly last: Position | undefined;
}

/**
 * What the account's row will be when its read model has caught up: the row as it stands, and what its stream has after
 * it. Returns undefined when there is no such account. @throws {Fault}
 */
export async function foldAccount(
  streams: StreamReader,
  id: string,
  row: Selectable<AccountTable> | undefined,
): Promise<Folded<Selectable<AccountTable>> | undefined> {
  const begin = row && toInsertableRow(row);
  const events = streams.readStream(accountStream(id), nextOf(row));
  const folded = await fold(events, begin, (before, event) =>
    evolveAccount(before, knownBody(isAccountEvent, event), event),
  );
  if (!folded) return undefined;
  const { availableMinor, heldMinor } = folded.row;
  return { ...folded, row: { ...folded.row, totalMinor: availableMinor + heldMinor } };
}

/** The same for a case. @throws {Fault} */
export async function foldCase(
  streams: StreamReader,
  id: string,
  row: Selectable<CaseTable> | undefined,
): Promise<Folded<Selectable<CaseTable>> | undefined> {
  const begin = row && { ...row, decision: row.decision && JSON.stringify(row.decision) };
  const folded = await fold<CaseRow>(
    streams.readStream(caseStream(id), nextOf(row)),
    begin,
    (before, event) => evolveCase(before, knownBody(isCaseEvent, event), event),
  );
  if (!folded) return undefined;
  const { decision } = folded.row;
  const stored = decision ? (JSON.parse(decision) as StoredDecision) : null;
  return { ...folded, row: { ...(folded.row as Selectable<CaseTable>), decision: stored } };
}

/** A payout's row without what its account's stream tells of it: what is on hold. */
export type PayoutOfStream = Omit<Selectable<PayoutTable>, 'openHoldMinor'>;

/** What the payout's own stream makes of it; undefined where there is none. @throws {Fault} */
export async function foldPayout(
  streams: StreamReader,
  id: string,
): Promise<Folded<PayoutOfStream> | undefined> {
  const folded = await fold<PayoutRow>(
    withoutExchanges(streams.readStream(payoutStream(id))),
    undefined,
    (before, event) => evolvePayout(before, knownBody(isPayoutEvent, event), event),
  );
  if (!folded) return undefined;
  const { payee, returns, warnings, approval, openHoldMinor: _unknown, ...same } = folded.row;
  const stored = {
    payee: JSON.parse(payee) as PayoutOfStream['payee'],
    returns: JSON.parse(returns) as StoredReturn[],
    warnings: JSON.parse(warnings) as StoredWarning[],
    approval: approval === null ? null : (JSON.parse(approval) as StoredApproval),
  };
  return { ...folded, row: { ...(same as PayoutOfStream), ...stored } };
}

/** The events of a payout's stream that make its row. */
async function* withoutExchanges(events: AsyncIterable<RecordedEvent>): AsyncGenerator<RecordedEvent> {
  for await (const event of events) if (!isExchangeEvent(event.body)) yield event;
}

async function fold<Row>(
  events: AsyncIterable<RecordedEvent>,
  begin: Row | undefined,
  evolve: (row: Row | undefined, event: RecordedEvent) => Row,
): Promise<Folded<Row> | undefined> {
  let row = begin;
  let last: Position | undefined;
  for await (const event of events) {
    row = evolve(row, event);
    last = event.position;
  }
  return row && { row, last };
}

const nextOf = (row: { readonly revision: bigint } | undefined): bigint => (row ? row.revision + 1n : 0n);
