import type { Submitting } from './lookup-recorder';

/** What this process remembers of its own calls, for payouts that have no outcome yet. A restart forgets it. */
export class CallMemory {
  /** On the monotonic clock, in milliseconds. */
  private readonly calledMs = new Map<string, number>();
  /** Payouts this process set out to send and provably did not, with their count of submissions then. */
  private readonly unsent = new Map<string, number>();
  /** Payouts whose first order this process sent with a token that was refused. */
  private readonly tokenRefused = new Set<string>();

  /** `atMs`: on the monotonic clock. */
  called(payoutId: string, atMs: number): void {
    this.calledMs.set(payoutId, atMs);
  }

  /** On the monotonic clock, in milliseconds. */
  lastCallMs(payoutId: string): number | undefined {
    return this.calledMs.get(payoutId);
  }

  sending(payoutId: string): void {
    this.unsent.delete(payoutId);
  }

  notSent({ request, submissions }: Submitting): void {
    this.unsent.set(request.payoutId, submissions);
  }

  /**
   * This process knows that nothing of the order has left; but where others have looked for it and not found it, they may
   * be about to send it.
   */
  isUnsent({ request, submissions, looks }: Submitting): boolean {
    return looks.notFound === 0 && this.unsent.get(request.payoutId) === submissions;
  }

  refusedForToken(payoutId: string): void {
    this.tokenRefused.add(payoutId);
  }

  /** The only order so far was refused for its token: it may be sent again at once, with a new one. */
  wasTokenRefused({ request, submissions }: Submitting): boolean {
    return submissions === 1 && this.tokenRefused.has(request.payoutId);
  }

  forget(payoutId: string): void {
    this.calledMs.delete(payoutId);
    this.unsent.delete(payoutId);
    this.tokenRefused.delete(payoutId);
  }
}
