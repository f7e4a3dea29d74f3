import type { PayoutWithKey } from './lookup-recorder';

/** What this process remembers of its own calls, for payouts without an outcome. A restart forgets it. */
export class CallMemory {
  /** The time of the last call by payout, in milliseconds on the monotonic clock. */
  private readonly calledMs = new Map<string, number>();
  /** The number of submissions by payout, where this process recorded one and provably sent nothing. */
  private readonly unsent = new Map<string, number>();
  /** The payouts whose first order was refused for its token. */
  private readonly tokenRefused = new Set<string>();

  /** `atMs`: milliseconds on the monotonic clock. */
  recordCall(payoutId: string, atMs: number): void {
    this.calledMs.set(payoutId, atMs);
  }

  /** Milliseconds on the monotonic clock. Returns undefined when this process made no call for the payout. */
  lastCallMs(payoutId: string): number | undefined {
    return this.calledMs.get(payoutId);
  }

  clearUnsent(payoutId: string): void {
    this.unsent.delete(payoutId);
  }

  recordUnsent({ request, submissions }: PayoutWithKey): void {
    this.unsent.set(request.payoutId, submissions);
  }

  /**
   * Whether this process knows that no order of the payout has left. Returns false when a lookup did not find the order:
   * the process that looked it up may be about to send it.
   */
  isUnsent({ request, submissions, lookups }: PayoutWithKey): boolean {
    return lookups.notFound === 0 && this.unsent.get(request.payoutId) === submissions;
  }

  recordTokenRefused(payoutId: string): void {
    this.tokenRefused.add(payoutId);
  }

  /** Whether the only order was refused for its token. It may be sent again at once, with a new token. */
  wasTokenRefused({ request, submissions }: PayoutWithKey): boolean {
    return submissions === 1 && this.tokenRefused.has(request.payoutId);
  }

  forget(payoutId: string): void {
    this.calledMs.delete(payoutId);
    this.unsent.delete(payoutId);
    this.tokenRefused.delete(payoutId);
  }
}
