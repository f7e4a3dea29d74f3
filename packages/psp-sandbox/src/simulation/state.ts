import type { Below } from '../core/random-text';
import type { EntryLog } from '../ledger/entry-log';
import type { Entry, Payment } from '../ledger/payment';
import { PspLedger } from '../ledger/psp-ledger';
import type { Answer } from '../http/http-server';
import { json } from '../http/json-answers';
import { Tokens } from '../http/tokens';
import { DefaultScenario, OncePerOrder } from '../scenarios/default-scenario';
import type { ParseScenario, ScenarioTable } from '../scenarios/scenario';
import type { ClientCredentials, CommonSettings } from './options';
import type { Outage } from './outage';

/** One delivery of a notification, with the receiver's answer. */
export interface Delivery {
  /** The provider's id of the payment. */
  readonly id: string;
  /** The event in the provider's own word. */
  readonly event: string;
  /** The index of the notification among those of its payment; 0 is the first. */
  readonly notice: number;
  /** Counts from 1 for each notification; 0 for a delivery that a client asked for. */
  readonly attempt: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The HTTP status of the receiver; null without an answer. */
  readonly status: number | null;
}

/** The list of deliveries keeps this many. */
const MAX_DELIVERIES = 10_000;

/** The state that the parts of one simulator share. */
export class State<Details> {
  readonly ledger: PspLedger<Details>;
  readonly tokens: Tokens;
  readonly defaultScenario: DefaultScenario;
  readonly oncePerOrder = new OncePerOrder();
  readonly deliveries: Delivery[] = [];

  constructor(
    readonly settings: CommonSettings,
    readonly scenarios: { readonly table: ScenarioTable; readonly parse: ParseScenario },
    readonly outage: Outage,
    private readonly log: EntryLog<Entry<Details>>,
    client: ClientCredentials,
  ) {
    this.defaultScenario = new DefaultScenario(scenarios.parse, { name: 'complete' });
    this.ledger = new PspLedger(settings.balanceMinor, scenarios.parse);
    for (const entry of log.past) this.ledger.apply(entry);
    this.tokens = new Tokens(client, settings.clock, settings.random, settings.tokenLifeMs);
  }

  /**
   * Applies an entry at once, so that no other request comes between a check and its effect. Resolves when the entry is
   * on disk.
   */
  record(entry: Entry<Details>): Promise<void> {
    this.ledger.apply(entry);
    return this.log.append(entry);
  }

  /** Resolves when every recorded entry is on disk: an answer must not show what a crash can still undo. */
  flushed(): Promise<void> {
    return this.log.flushed();
  }

  /** Answers with a view of the present state, after that state is on disk. */
  async answerWhenDurable(view: object): Promise<Answer> {
    const answer = json(view);
    await this.flushed();
    return answer;
  }

  noteDelivery(delivery: Delivery): void {
    this.deliveries.push(delivery);
    if (this.deliveries.length > MAX_DELIVERIES) this.deliveries.shift();
  }

  /** The delivery of a payment's first notification, if this process still has it. */
  firstDeliveryOf({ id }: Payment<Details>): Delivery | undefined {
    return this.deliveries.find(delivery => delivery.id === id && delivery.notice === 0);
  }

  /** RFC 3339 in UTC. */
  now(): string {
    return this.settings.clock.now().toISOString();
  }

  /** Waits until `ms` after a time, divided by the clock speed. */
  async waitSince(time: string, ms: number, signal: AbortSignal): Promise<void> {
    const { clock, clockSpeed } = this.settings;
    await clock.wait(Math.max(0, Date.parse(time) + ms / clockSpeed - clock.now().getTime()), signal);
  }

  readonly below: Below = limit => this.settings.random.below(limit);
}
