import type { Clock } from '../../../shared/clock';
import type { Logger } from '../../../shared/logging';
import type { Gauge } from '../../operations/gauge';

/** What a request was refused for before it reached its route. */
export type RefusalKind = 'key_rate' | 'address_rate' | 'failed_keys' | 'bodies' | 'connections';

const LINES_A_MINUTE = 10;
const MINUTE_MS = 60_000;

/** Counts the requests that are refused at the edge. It logs a few of them with key and address, and counts the others. */
export class Refusals {
  private readonly counts = new Map<RefusalKind, number>();
  private minuteAt = 0;
  private lines = 0;
  private unlogged = 0;

  /** For /metrics. */
  readonly gauge: Gauge = {
    name: 'holdfast_edge_refusals_total',
    help: 'Requests and connections that were refused before they reached their route, by reason',
    labels: ['reason'],
    read: () => Promise.resolve([...this.counts].map(([reason, value]) => ({ labels: { reason }, value }))),
  };

  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  note(reason: RefusalKind, caller: { readonly key?: string; readonly address?: string }): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.minuteAt >= MINUTE_MS) {
      this.minuteAt = nowMs;
      this.lines = 0;
    }
    this.lines += 1;
    if (this.lines > LINES_A_MINUTE) return void (this.unlogged += 1);
    const { key = null, address = null } = caller;
    this.logger.warn({ reason, keyId: key, address, unlogged: this.unlogged }, 'refused at the edge');
    this.unlogged = 0;
  }
}
