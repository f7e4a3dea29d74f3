import type { Journal } from '../journal-file';
import { DefaultScenario, Happenings } from '../scenarios';
import { Tokens } from '../tokens';
import { Book, type Entry, type SandboxPayout } from './book';
import type { ConnectPspCredentials, Settings } from './options';
import { parseScenario, type Scenario } from './scenario';

/** One delivery as it left, and what came back. */
export interface SandboxDelivery {
  readonly internalCode: string;
  readonly eventType: string;
  /** X-Event-Id: new at every attempt. */
  readonly eventId: string;
  readonly attempt: number;
  readonly body: string;
  readonly signature: string;
  /** The receiver's status; null where none came. */
  readonly status: number | null;
}

/** Older deliveries are dropped from the list beyond this many. */
const MAX_DELIVERIES = 10_000;

/** What the simulator's parts share. */
export class State {
  readonly book: Book;
  readonly tokens: Tokens;
  readonly credentials: ConnectPspCredentials;
  readonly defaultScenario = new DefaultScenario<Scenario>(parseScenario, { kind: 'complete' });
  /** Scenarios that happen once per idempotency key and have happened. */
  readonly happenings = new Happenings();
  readonly deliveries: SandboxDelivery[] = [];

  constructor(
    readonly settings: Settings,
    private readonly journal: Journal<Entry>,
  ) {
    this.credentials = settings.credentials;
    this.book = new Book(settings.balanceMinor);
    for (const entry of journal.past) this.book.apply(entry);
    this.tokens = new Tokens(this.credentials, settings.clock, settings.random, settings.tokenLifeMs);
  }

  /** Takes effect at once, so that nothing comes between a check and its effect; resolves once it is on disk. */
  async record(entry: Entry): Promise<SandboxPayout> {
    const payout = this.book.apply(entry);
    await this.journal.append(entry);
    return payout;
  }

  /** What is told to anybody must be on disk first. */
  flushed(): Promise<void> {
    return this.journal.flushed();
  }

  noteDelivery(delivery: SandboxDelivery): void {
    this.deliveries.push(delivery);
    if (this.deliveries.length > MAX_DELIVERIES) this.deliveries.shift();
  }

  now(): string {
    return this.settings.clock.now().toISOString();
  }
}
