import type { PayoutRepository } from '../../commands/payouts/payout-repository';
import type { PayoutState } from '../../domain/payout/payout';
import type { CallResult } from '../../providers/port/provider';
import { sagaCause } from '../saga-cause';
import type { UnrecordedExchanges } from './unrecorded-exchanges';

/** A payout that has a provider key. */
export type PayoutWithKey = Extract<PayoutState, { providerKey: string }>;

/** The answer to a lookup. `askedAt`: our time just before the call. */
export interface LookupAnswer {
  readonly result: CallResult<unknown>;
  readonly found: boolean;
  readonly askedAt: Date;
  readonly exchanges: UnrecordedExchanges;
}

/** Records the results of lookups in the payout's stream, so that a restart keeps their number and times. */
export class LookupRecorder {
  constructor(private readonly payouts: PayoutRepository) {}

  /**
   * The state is the payout's state at the time of the call: a later submission is not part of the lookup.
   * @throws {Fault} The event store does not answer.
   */
  async record(
    { request, submissions: submission }: Pick<PayoutWithKey, 'request' | 'submissions'>,
    { result, found, askedAt, exchanges }: LookupAnswer,
  ): Promise<void> {
    const answerHashes = result.exchanges.flatMap(({ answerHash }) =>
      answerHash === null ? [] : [answerHash],
    );
    const at = askedAt.toISOString();
    const command = { type: 'RecordLookup', submission, found, at, answerHashes } as const;
    await exchanges.change(this.payouts, command, sagaCause(request, `look:${at}`));
  }
}
