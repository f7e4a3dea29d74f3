/** Calls at once to one endpoint that answers. One that fails gets one at a time, so it holds nothing back. */
const PARALLEL = 8;
/** How long an endpoint rests after failures in a row, in milliseconds: it doubles. */
const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 60_000;
const MOST_DOUBLINGS = 10;

/** How many calls one endpoint gets, by what became of the last ones. Times are of the monotonic clock. */
export class EndpointPace {
  restsUntilMs = 0;
  private failures = 0;

  get isFailing(): boolean {
    return this.failures > 0;
  }

  mayBegin(running: number, nowMs: number): boolean {
    return running < (this.isFailing ? 1 : PARALLEL) && nowMs >= this.restsUntilMs;
  }

  noteSuccess(): void {
    this.failures = 0;
  }

  noteFailure(nowMs: number): void {
    this.failures += 1;
    const restMs = FIRST_REST_MS * 2 ** Math.min(this.failures - 1, MOST_DOUBLINGS);
    this.restsUntilMs = nowMs + Math.min(restMs, LONGEST_REST_MS);
  }
}

/** Attempts of this process since its start. */
export interface DeliveryCounts {
  delivered: number;
  failed: number;
}
