import { Book } from '../ledger/psp-ledger';
import type { Journal } from '../ledger/entry-log';
import type { CommonSettings } from './options';
import type { Outage } from './outage';
import type { Entry, Payment } from '../ledger/payment';
import type { ParseScenario, ScenarioTable } from '../scenarios/scenario';
import { DefaultScenario, Happenings } from '../scenarios/scenario-choice';
import type { Below } from '../core/random-text';
import { Tokens } from '../http/tokens';

/** One delivery as it left, and what came back. */
export interface Delivery {
  /** The payment it was about, by the provider's name. */
  readonly id: string;
  /** What it told, in the provider's word. */
  readonly event: string;
  /** Which of the payment's notices; 0 the first. */
  readonly notice: number;
  /** Counted from 1 for each notice; 0 for one sent on request. */
  readonly attempt: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The receiver's status; null where none came. */
  readonly status: number | null;
}

/** Older deliveries are dropped from the list beyond this many. */
const MAX_DELIVERIES = 10_000;

/** What a simulator's parts share. */
export class State<Details> {
  readonly book: Book<Details>;
  readonly tokens: Tokens;
  readonly defaultScenario: DefaultScenario;
  /** Scenarios that happen once per order and have happened. */
  readonly happenings = new Happenings();
  readonly deliveries: Delivery[] = [];

  constructor(
    readonly settings: CommonSettings,
    readonly scenarios: { readonly table: ScenarioTable; readonly parse: ParseScenario },
    readonly outage: Outage,
    private readonly journal: Journal<Entry<Details>>,
    client: { readonly clientId: string; readonly clientSecret: string },
  ) {
    this.defaultScenario = new DefaultScenario(scenarios.parse, { name: 'complete' });
    this.book = new Book(settings.balanceMinor, scenarios.parse);
    for (const entry of journal.past) this.book.apply(entry);
    this.tokens = new Tokens(client, settings.clock, settings.random, settings.tokenLifeMs);
  }

  /** Takes effect at once, so that nothing comes between a check and its effect; resolves once it is on disk. */
  record(entry: Entry<Details>): Promise<void> {
    this.book.apply(entry);
    return this.journal.append(entry);
  }

  /** What is told to anybody must be on disk first. */
  flushed(): Promise<void> {
    return this.journal.flushed();
  }

  noteDelivery(delivery: Delivery): void {
    this.deliveries.push(delivery);
    if (this.deliveries.length > MAX_DELIVERIES) this.deliveries.shift();
  }

  /** The delivery of a payment's first notice, as long as this process remembers it. */
  firstDeliveryOf({ id }: Payment<Details>): Delivery | undefined {
    return this.deliveries.find(delivery => delivery.id === id && delivery.notice === 0);
  }

  now(): string {
    return this.settings.clock.now().toISOString();
  }

  /** Waits until so long after a time, as fast as the clock is set to run. */
  async waitSince(time: string, ms: number, signal: AbortSignal): Promise<void> {
    const { clock, clockSpeed } = this.settings;
    await clock.wait(Math.max(0, Date.parse(time) + ms / clockSpeed - clock.now().getTime()), signal);
  }

  readonly below: Below = limit => this.settings.random.below(limit);
}
