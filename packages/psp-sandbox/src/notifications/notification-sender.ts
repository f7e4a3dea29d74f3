import { Agent, request } from 'undici';
import type { Clock } from '../core/clock';

/** The result of one delivery: the receiver's HTTP status, or null and the reason. */
export interface Receipt {
  readonly status: number | null;
  readonly error: string | null;
}

/** Posts notifications and waits at most `timeoutMs` for each answer. It follows no redirects. */
export class NotificationSender {
  private readonly agent = new Agent({ pipelining: 1, connections: 16 });

  constructor(
    private readonly clock: Clock,
    private readonly timeoutMs: number,
  ) {}

  async post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Receipt> {
    const cut = new AbortController();
    const answered = new AbortController();
    void this.clock.wait(this.timeoutMs, answered.signal).then(() => cut.abort());
    try {
      const options = { dispatcher: this.agent, method: 'POST', headers, body, signal: cut.signal } as const;
      const response = await request(url, options);
      // Only the status matters. Read a little of the body, so that the connection can be used again.
      await response.body.dump({ limit: 65_536 }).catch(() => undefined);
      return { status: response.statusCode, error: null };
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : 'unknown error' };
    } finally {
      answered.abort();
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}
