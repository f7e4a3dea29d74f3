import type { Payee, ProviderName } from '../../domain/payout/payee';
import type { PayoutState } from '../../domain/payout/state';
import type { Currency } from '../../shared/money';
import type { PayoutReferences } from './payout-references';
import type { PayoutRepository } from './payout-repository';

/** An order as it was sent. */
export interface SentOrder {
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly payee: Payee;
}

/** Finds an order by the name that its provider knows it by. It reads two streams at most, and no database. */
export class SentOrders {
  constructor(
    private readonly references: Pick<PayoutReferences, 'holderAt'>,
    private readonly payouts: Pick<PayoutRepository, 'read'>,
  ) {}

  /** Returns undefined unless a submission is on record and the payout has not ended. @throws {Fault} */
  async findUnderWay(provider: ProviderName, reference: string): Promise<SentOrder | undefined> {
    const payoutId = await this.references.holderAt(provider, reference);
    if (payoutId === undefined) return undefined;
    const { state } = await this.payouts.read(payoutId);
    if (!isUnderWay(state)) return undefined;
    const { request } = state;
    // A request that was refused can have claimed a reference that its payout does not use.
    if (request.provider !== provider || request.externalReference !== reference) return undefined;
    return { amountMinor: request.amountMinor, currency: request.currency, payee: request.personal.payee };
  }
}

const UNDER_WAY = ['submitting', 'submitted', 'unknown'] as const;
type UnderWay = Extract<PayoutState, { status: (typeof UNDER_WAY)[number] }>;

const isUnderWay = (state: PayoutState): state is UnderWay =>
  (UNDER_WAY as readonly string[]).includes(state.status);
