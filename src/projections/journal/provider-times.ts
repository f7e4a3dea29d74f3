import type { Transaction } from 'kysely';
import type { AccountEvent } from '../../domain/account/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { isAccountType, storable, type LedgerBody } from '../engine/projection';
import type { ReportedTimeTable, Tables } from '../schema';

const PAYMENT = 'payment';
const keyOf = (payoutId: string, movement: string): string => `${payoutId} ${movement}`;

/**
 * When the provider says that money moved. A payout's event tells it, and the account's event that books the movement
 * comes later, perhaps in another batch: what was told is kept until then.
 */
export class ProviderTimes {
  private readonly told = new Map<string, ReportedTimeTable>();

  private constructor(private readonly times: Map<string, string>) {}

  /** Knows what earlier batches told of the payouts whose movements these events book. */
  static async load(
    transaction: Transaction<Tables>,
    events: readonly RecordedEvent[],
  ): Promise<ProviderTimes> {
    const payoutIds = new Set(events.flatMap(({ body }) => payoutOfBooking(body as LedgerBody)));
    if (payoutIds.size === 0) return new ProviderTimes(new Map());
    const rows = await transaction
      .selectFrom('reported_time')
      .selectAll()
      .where('payout_id', 'in', [...payoutIds])
      .execute();
    return new ProviderTimes(
      new Map(rows.map(row => [keyOf(row.payout_id, row.movement), row.provider_time])),
    );
  }

  hear(body: LedgerBody): void {
    if (body.type !== 'PayoutCompleted' && body.type !== 'PayoutReturned') return;
    const { payoutId, providerTime } = body.data;
    if (providerTime === null) return;
    const movement = body.type === 'PayoutCompleted' ? PAYMENT : body.data.returnId;
    const row = { payout_id: payoutId, movement, provider_time: storable(providerTime) };
    this.times.set(keyOf(payoutId, movement), row.provider_time);
    this.told.set(keyOf(payoutId, movement), row);
  }

  /** null where the event is no movement at the provider, or its time was not told. */
  of(body: AccountEvent): string | null {
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
    if (this.told.size === 0) return;
    await transaction
      .insertInto('reported_time')
      .values([...this.told.values()])
      .onConflict(conflict =>
        conflict
          .columns(['payout_id', 'movement'])
          .doUpdateSet(row => ({ provider_time: row.ref('excluded.provider_time') })),
      )
      .execute();
  }
}

const payoutOfBooking = (body: LedgerBody): string[] =>
  isAccountType(body) && 'payoutId' in body.data ? [body.data.payoutId] : [];
