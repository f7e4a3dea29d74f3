import type { Transaction } from 'kysely';
import type { AccountEvent } from '../../domain/account/events';
import { isAccountEvent } from '../../domain/journal/known-events';
import type { EventBody, RecordedEvent } from '../../event-store/event-store';
import { storable, type LedgerBody } from '../engine/projection';
import { asJson, run, upsertInto } from '../engine/statements';
import type { ReportedTimeTable, Tables } from '../schema';

const PAYMENT = 'payment';
const LOAD = `select payout_id, movement, provider_time from reported_time where payout_id = any($1::text[])`;
const SAVE = upsertInto(
  'reported_time',
  { payoutId: 'text', movement: 'text', providerTime: 'text' },
  ['payoutId', 'movement'],
  ['providerTime'],
);

const keyOf = (payoutId: string, movement: string): string => `${payoutId} ${movement}`;

/**
 * The provider's times of movements. A payout's event has the time. The account's event that books the movement comes
 * later, perhaps in another batch. This class keeps the time until then.
 */
export class ProviderTimes {
  private readonly reported = new Map<string, ReportedTimeTable>();

  private constructor(private readonly times: Map<string, string>) {}

  /** Knows what earlier batches reported of the payouts whose movements these events book. */
  static async load(
    transaction: Transaction<Tables>,
    events: readonly RecordedEvent[],
  ): Promise<ProviderTimes> {
    const payoutIds = new Set(events.flatMap(({ body }) => payoutOfBooking(body)));
    if (payoutIds.size === 0) return new ProviderTimes(new Map());
    const rows = await run<ReportedTimeTable>(transaction, LOAD, [...payoutIds]);
    return new ProviderTimes(new Map(rows.map(row => [keyOf(row.payoutId, row.movement), row.providerTime])));
  }

  note(body: LedgerBody): void {
    if (body.type !== 'PayoutCompleted' && body.type !== 'PayoutReturned') return;
    const { payoutId, providerTime } = body.data;
    if (providerTime === null) return;
    const movement = body.type === 'PayoutCompleted' ? PAYMENT : body.data.returnId;
    const row = { payoutId: payoutId, movement, providerTime: storable(providerTime) };
    this.times.set(keyOf(payoutId, movement), row.providerTime);
    this.reported.set(keyOf(payoutId, movement), row);
  }

  /** Returns null when the event books no movement at the provider, or when the provider's time is not known. */
  timeOf(body: AccountEvent): string | null {
    switch (body.type) {
      case 'HoldCaptured':
      case 'ReleaseReversed':
        return this.times.get(keyOf(body.data.payoutId, PAYMENT)) ?? null;
      case 'FundsReturned':
        return this.times.get(keyOf(body.data.payoutId, body.data.returnId)) ?? null;
      default:
        return null;
    }
  }

  async save(transaction: Transaction<Tables>): Promise<void> {
    if (this.reported.size === 0) return;
    await run(transaction, SAVE, asJson([...this.reported.values()]));
  }
}

const payoutOfBooking = (body: EventBody): string[] =>
  isAccountEvent(body) && 'payoutId' in body.data ? [body.data.payoutId] : [];
