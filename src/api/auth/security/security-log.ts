import type { Logger } from '../../../shared/logging';
import { type Happening, nameOf, Window } from './happening';
import type { SecurityEventRecorded, SecurityKind } from './security-event';
import { type SecurityParts, SecurityWriter } from './security-writer';

/** The same thing again within this time is counted, and recorded as one event afterwards. */
const WINDOW_MS = 60_000;
/** How often windows are looked at. */
const TICK_MS = 5_000;
/** Windows that wait for an event store that is away; when there are more, the oldest is given up. */
const MAX_WAITING = 1_000;

/** What is not shown or given unless its record is on disk. */
const FAILS_CLOSED: ReadonlySet<SecurityKind> = new Set(['PERSONAL_DATA_SHOWN', 'EXPORTED']);

/**
 * Records who did what that an auditor of access asks for. The first time in a minute is recorded at once; what follows in the
 * same minute is counted. So a caller makes at most two events a minute for each thing that it does.
 */
export class SecurityLog {
  private readonly writer: SecurityWriter;
  private readonly windows = new Map<string, Window>();
  private waiting: Window[] = [];

  constructor(
    private readonly parts: SecurityParts,
    private readonly logger: Logger,
  ) {
    this.writer = new SecurityWriter(parts);
  }

  /** Resolves when it is on disk, or counted with its like that is. @throws {Fault} It could not be recorded. */
  record(happening: Happening): Promise<void> {
    const name = nameOf(happening);
    const known = this.windows.get(name);
    const window = known ?? new Window(happening, this.parts.clock.monotonicMs());
    window.add(happening, this.parts.clock.now());
    if (known) return known.recorded;
    this.windows.set(name, window);
    const { kind, client = null, keyId = null, route = null, reason = null, requestId = null } = happening;
    this.logger.info({ type: 'security', kind, client, keyId, requestId, route, reason }, 'security event');
    window.recorded = this.append(window).catch((error: unknown) => this.rethrow(name, window, error));
    return window.recorded;
  }

  /** The same for what goes on whether it can be recorded or not: it is recorded later where it cannot be now. */
  note(happening: Happening): void {
    this.record(happening).catch(() => undefined);
  }

  /** Records what was counted, as each minute ends, until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.parts.clock.wait(TICK_MS, signal);
      if (!signal.aborted) await this.flush(this.parts.clock.monotonicMs() - WINDOW_MS);
    }
  }

  /** Records what was counted in the windows that were opened before. Default: in all of them. */
  async flush(openedBeforeMs = Number.POSITIVE_INFINITY): Promise<void> {
    for (const [name, window] of this.windows) {
      if (window.openedMs > openedBeforeMs) continue;
      this.windows.delete(name);
      this.waiting.push(window);
    }
    const ended = this.waiting;
    this.waiting = [];
    await Promise.all(ended.map(window => this.recordRest(window)));
  }

  /** What was counted and cannot be recorded waits for the next time. */
  private async recordRest(window: Window): Promise<void> {
    await window.recorded.catch(() => undefined);
    if (window.pending === 0) return;
    await this.append(window).catch(() => void this.waiting.push(window));
    const lost = this.waiting.length > MAX_WAITING ? this.waiting.shift() : undefined;
    if (lost)
      this.logger.error({ type: 'security', count: lost.pending }, 'security events are not recorded');
  }

  private async append(window: Window): Promise<void> {
    const event: SecurityEventRecorded = window.take();
    try {
      await this.writer.append(event);
    } catch (error) {
      window.putBack(event);
      throw error;
    }
  }

  /** What fails closed did not happen, so nothing of it waits. */
  private rethrow(name: string, window: Window, error: unknown): never {
    if (FAILS_CLOSED.has(window.kind)) {
      window.take();
      this.windows.delete(name);
    }
    throw error;
  }
}
