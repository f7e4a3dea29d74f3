import type { FeeBooks } from '../../src/commands/ledger/fees/fee-books';
import type { RecordedEvent } from '../../src/event-store/event-store';

interface WithLog {
  readonly log: readonly RecordedEvent[];
}

interface Booked {
  readonly provider?: string;
  readonly feeAmountMinor?: bigint;
}

const CHARGES = new Set(['HoldCaptured', 'FundsReturned', 'ReleaseReversed']);

/** What a provider has charged, by the events themselves: read models that are always current. */
export function feesChargedIn(events: readonly RecordedEvent[], provider: string) {
  let [chargedMinor, reversedMinor] = [0n, 0n];
  for (const { streamId, body } of events) {
    const { provider: charging, feeAmountMinor = 0n } = body.data as Booked;
    if (charging !== provider || !streamId.startsWith('account-')) continue;
    if (CHARGES.has(body.type)) chargedMinor += feeAmountMinor;
    if (body.type === 'CaptureReversed') reversedMinor += feeAmountMinor;
  }
  return { currency: 'BRL', chargedMinor, reversedMinor } as const;
}

export const feeBooksOf = (store: unknown): FeeBooks => ({
  read: provider => Promise.resolve([feesChargedIn((store as WithLog).log, provider)]),
});
