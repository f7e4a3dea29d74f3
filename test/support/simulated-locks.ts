import type { LeaseLocks, LeaseSession } from '../../src/saga/partitions/lease-locks';
import { Fault } from '../../src/shared/fault';
import type { Life } from '../simulation/life';

interface Held {
  heardMs: number;
  readonly partitions: Set<number>;
  readonly lost: AbortController;
}

/** Locks as PostgreSQL keeps them: they end with their session, and a session that is silent for a lease ends. */
export class SimulatedLocks {
  private readonly sessions = new Set<Held>();

  constructor(
    private readonly nowMs: () => number,
    readonly leaseMs: number,
    /** Whether a call gets lost; called at each. */
    private readonly isLost: () => boolean = () => false,
  ) {}

  /** The locks as one process reaches them. Its death ends its sessions. */
  of(life: Life): LeaseLocks {
    return {
      inSession: async work => {
        const held = await this.call(life, () => this.begin(life));
        try {
          await work(this.sessionOf(life, held), held.lost.signal);
        } finally {
          this.end(held);
        }
      },
    };
  }

  private sessionOf(life: Life, held: Held): LeaseSession {
    const ask = <Answer>(answer: () => Answer) => this.call(life, () => this.heard(held) ?? answer());
    return {
      readLeases: () => ask(() => ({ members: this.sessions.size, leased: this.leased() })),
      tryLock: wanted => ask(() => wanted.filter(each => this.tryLock(held, each))),
      unlock: partitions => ask(() => partitions.forEach(each => held.partitions.delete(each))),
    };
  }

  private async call<Answer>(life: Life, effect: () => Answer | Fault): Promise<Answer> {
    const passage = { lostBefore: this.isLost(), lostAfter: false };
    const answer = await life.call(effect, passage, () => new Fault('database', 'away'));
    if (answer instanceof Fault) throw answer;
    return answer;
  }

  private begin(life: Life): Held {
    const held = { heardMs: this.nowMs(), partitions: new Set<number>(), lost: new AbortController() };
    this.sessions.add(held);
    life.atDeath(() => this.end(held));
    return held;
  }

  /** Ends the silent sessions. Returns a fault when this one has ended. */
  private heard(held: Held): Fault | undefined {
    for (const each of this.sessions) if (this.nowMs() - each.heardMs >= this.leaseMs) this.end(each);
    if (!this.sessions.has(held)) return new Fault('database', 'The session has ended');
    held.heardMs = this.nowMs();
    return undefined;
  }

  private end(held: Held): void {
    this.sessions.delete(held);
    held.lost.abort();
  }

  private leased(): ReadonlySet<number> {
    return new Set([...this.sessions].flatMap(({ partitions }) => [...partitions]));
  }

  private tryLock(held: Held, partition: number): boolean {
    const isFree = [...this.sessions].every(({ partitions }) => !partitions.has(partition));
    if (isFree) held.partitions.add(partition);
    return isFree;
  }
}
