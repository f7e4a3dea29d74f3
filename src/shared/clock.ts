/** The time, as a port and its injection token. Code receives it and never reads the time itself, so a simulation can own it. */
export abstract class Clock {
  abstract now(): Date;
  /**
   * Milliseconds since some moment of this process: it goes on evenly and never back, however `now` is set. What this
   * process itself waits for goes by it.
   */
  abstract monotonicMs(): number;
  /** Resolves after `durationMs`; resolves early (never rejects) when the signal aborts. */
  abstract wait(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  wait: (durationMs, signal) =>
    new Promise(resolve => {
      if (signal?.aborted) return resolve();
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, durationMs);
      signal?.addEventListener('abort', finish, { once: true });
    }),
};
