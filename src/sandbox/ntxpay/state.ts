import type { Journal } from '../journal-file';
import { DefaultScenario, Happenings } from '../scenarios';
import { Tokens } from '../tokens';
import { Book, type Entry } from './book';
import type { NtxPayCredentials, Settings } from './options';
import { parseScenario, type Scenario } from './scenario';

/** One delivery as it left, and what came back. */
export interface NtxPayDelivery {
  readonly transactionId: string;
  /** The status the notification claims. */
  readonly claim: string;
  /** Counted from 1 for each notification; 0 for one sent on request. */
  readonly attempt: number;
  readonly url: string;
  readonly body: string;
  /** The receiver's status; null where none came. */
  readonly status: number | null;
}

/** Older deliveries are dropped from the list beyond this many. */
const MAX_DELIVERIES = 10_000;

/** What the simulator's parts share. */
export class State {
  readonly book: Book;
  readonly tokens: Tokens;
  readonly credentials: NtxPayCredentials;
  readonly defaultScenario = new DefaultScenario<Scenario>(parseScenario, { kind: 'success' });
  /** Scenarios that happen once per externalId and have happened. */
  readonly happenings = new Happenings();
  readonly deliveries: NtxPayDelivery[] = [];

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
  record(entry: Entry): Promise<void> {
    this.book.apply(entry);
    return this.journal.append(entry);
  }

  /** What is told to anybody must be on disk first. */
  flushed(): Promise<void> {
    return this.journal.flushed();
  }

  noteDelivery(delivery: NtxPayDelivery): void {
    this.deliveries.push(delivery);
    if (this.deliveries.length > MAX_DELIVERIES) this.deliveries.shift();
  }

  now(): string {
    return this.settings.clock.now().toISOString();
  }

  readonly below = (limit: number): number => this.settings.random.below(limit);
}
