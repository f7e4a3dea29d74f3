import { changeAll } from '../../../event-store/change';
import type { EventStore } from '../../../event-store/event-store';
import { emptyStream, load, type Loaded, type StreamDecider } from '../../../event-store/load';
import { streamName } from '../../../event-store/stream-names';
import type { Clock } from '../../../shared/clock';
import { derivedId } from '../../../shared/ids';
import { ok } from '../../../shared/result';

export interface ApiKeysUsed {
  type: 'ApiKeysUsed';
  /** `usedAt`: RFC 3339 UTC. */
  data: { uses: { keyId: string; usedAt: string }[] };
}

const KEY_USES_STREAM = streamName<ApiKeysUsed>('api-key-uses');

/** When each key was last used, in milliseconds since 1970. */
export type Uses = ReadonlyMap<string, number>;

/** A use is recorded when the last recorded one of the key is older. So a key in steady use is recorded once in this time. */
const PRECISION_MS = 3_600_000;
/** How often a process looks for uses to record. */
const TICK_MS = 60_000;

const keyUses: StreamDecider<Uses, Uses, ApiKeysUsed, never> = {
  initial: new Map(),
  eventIds: 'PER_CAUSE',
  decide(recorded, seen) {
    const news = [...seen].filter(([keyId, atMs]) => atMs - (recorded.get(keyId) ?? 0) >= PRECISION_MS);
    const uses = news.map(([keyId, atMs]) => ({ keyId, usedAt: new Date(atMs).toISOString() }));
    return ok(uses.length === 0 ? [] : [{ type: 'ApiKeysUsed', data: { uses } }]);
  },
  evolve: (recorded, { data }) =>
    laterOf(recorded, new Map(data.uses.map(({ keyId, usedAt }) => [keyId, Date.parse(usedAt)]))),
};

function laterOf(left: Uses, right: Uses): Uses {
  const later = new Map(left);
  for (const [keyId, atMs] of right) later.set(keyId, Math.max(atMs, later.get(keyId) ?? 0));
  return later;
}

/** The last uses that are recorded, of all processes: each is right to the hour. @throws {Fault} */
export const readKeyUses = async (store: Pick<EventStore, 'readStream' | 'readLast'>): Promise<Uses> =>
  (await load(store, KEY_USES_STREAM, keyUses)).state;

interface UseParts {
  readonly store: EventStore;
  readonly clock: Clock;
}

/** When this process last saw each key. A request costs an entry in memory, and a minute at most one append. */
export class KeyUses {
  private readonly seen = new Map<string, number>();
  private known: Loaded<Uses> = emptyStream(keyUses);

  constructor(private readonly parts: UseParts) {}

  saw(keyId: string): void {
    this.seen.set(keyId, this.parts.clock.now().getTime());
  }

  /** What all processes have recorded, and what this one has seen since. @throws {Fault} */
  async lastUses(): Promise<Uses> {
    this.known = await load(this.parts.store, KEY_USES_STREAM, keyUses, this.known);
    return laterOf(this.known.state, this.seen);
  }

  /** Records uses until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.parts.clock.wait(TICK_MS, signal);
      // An event store that is away takes the uses a minute later.
      if (!signal.aborted) await this.record().catch(() => undefined);
    }
  }

  /** @throws {Fault} */
  async record(): Promise<void> {
    const causationId = derivedId(KEY_USES_STREAM, this.parts.clock.now().toISOString());
    const cause = { causationId, correlationId: KEY_USES_STREAM, actor: 'security' };
    const order = { command: this.seen, cause };
    const start = { known: this.known, isCurrent: false };
    this.known = (await changeAll(this.parts, keyUses, KEY_USES_STREAM, [order], start)).after;
  }
}
