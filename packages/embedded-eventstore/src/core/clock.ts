/** The time of day, and waiting. The server receives it as an option, so a test can control it. */
export interface Clock {
  now(): Date;
  /** Resolves after `durationMs`; resolves early (never rejects) when the signal aborts. */
  wait(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
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
