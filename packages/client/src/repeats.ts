export interface Repeats {
  /** How often one request is sent at most; 5 where absent. */
  readonly attempts?: number;
  /** Waits; a timer of the platform where it is absent. */
  readonly wait?: (ms: number) => Promise<void>;
}

type Send = (request: Request) => Promise<Response>;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** The service says that nothing was accepted, or cannot say it now. */
const REPEATED_STATUSES = [429, 503];

export const platformWait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/**
 * Sends a request again after a network fault, a 429 or a 503, but only one that is safe to repeat. Each time it is the same
 * request with the same Idempotency-Key. It waits as long as `Retry-After` says, or twice as long each time.
 */
export function repeating(send: Send, { attempts = 5, wait = platformWait }: Repeats = {}): Send {
  return async request => {
    const most = isSafeToRepeat(request) ? attempts : 1;
    for (let attempt = 1; ; attempt += 1) {
      const response = await send(request.clone()).catch((fault: unknown) => {
        if (attempt >= most || request.signal.aborted) throw fault;
        return undefined;
      });
      if (response && (attempt >= most || !REPEATED_STATUSES.includes(response.status))) return response;
      await wait(pauseMs(attempt, response));
    }
  };
}

/** A command without a key can take effect twice. Each item of a batch has its own key. */
function isSafeToRepeat({ method, headers, url }: Request): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  return headers.has('Idempotency-Key') || new URL(url).pathname.endsWith('/v1/payouts/batch');
}

function pauseMs(attempt: number, response: Response | undefined): number {
  const seconds = Number(response?.headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(seconds)
    ? seconds * 1_000
    : Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
}
