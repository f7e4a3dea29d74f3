/** Time as a part that is handed in, so that a simulation can own it. */
export interface Clock {
  now(): Date;
  /**
   * Milliseconds since some moment of this process: it goes on evenly and never back, however `now` is set. What this
   * process itself waits for goes by it.
   */
  monotonicMs(): number;
  /** Resolves after `durationMs`; resolves early (never rejects) when the signal aborts. */
  wait(durationMs: number, signal?: AbortSignal): Promise<void>;
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
