import type {
  CausedExchanges,
  LoadedPayout,
  PayoutRepository,
} from '../../commands/payouts/payout-repository';
import type { PayoutCommand, PayoutRefusal } from '../../domain/payout/payout';
import type { Cause } from '../../event-store/new-events';
import type { Result } from '../../shared/result';

/**
 * The exchanges of one call until they are on record. The first event of the payout that rests on them takes them along in
 * its append.
 */
export class UnrecordedExchanges {
  private isTaken: boolean;

  constructor(
    readonly payoutId: string,
    private readonly exchanges: CausedExchanges,
  ) {
    this.isTaken = exchanges.events.length === 0;
  }

  /**
   * Returns the exchanges for one append, or undefined when they are on record. After an append whose answer was lost they
   * are perhaps on record, and count so: the same call must not be recorded twice.
   */
  take(): CausedExchanges | undefined {
    if (this.isTaken) return undefined;
    this.isTaken = true;
    return this.exchanges;
  }

  /** Where the command decides nothing the exchanges stay unrecorded. @throws {Fault} as `PayoutRepository.change` */
  async change(
    payouts: PayoutRepository,
    command: PayoutCommand,
    cause: Cause,
  ): Promise<Result<LoadedPayout, PayoutRefusal>> {
    const exchanges = this.take();
    if (!exchanges) return payouts.change(this.payoutId, command, cause);
    const { result, isKept } = await payouts.changeWithExchanges(this.payoutId, command, cause, exchanges);
    if (!isKept) this.isTaken = false;
    return result;
  }
}
