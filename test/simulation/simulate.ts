import type { EngineParts } from '../../src/composition/engine';
import type { ProviderName } from '../../src/domain/payout/payee';
import { LimitRegistry } from '../../src/commands/limits/limit-registry';
import { payeeText } from '../../src/domain/limits/payee-text';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { fingerprint } from '../../src/shared/ids';
import type { Logger } from '../../src/shared/logging';
import { InMemoryEventStore } from '../support/in-memory-event-store';
import { APPROVAL_RULES_STREAM } from '../../src/event-store/stream-names';
import { AccountKeepers } from './account-keepers';
import { ApprovingPeople } from './approving-people';
import { DEPOSIT_ENDS, DepositingPeople } from './depositing-people';
import { FeePayers } from './fee-payers';
import { drawFaults, NO_FAULTS, type Faults } from './faults';
import { Life } from './life';
import { SimulatedLocks } from '../support/simulated-locks';
import { LeasedPartitions } from '../../src/saga/partitions/leased-partitions';
import { allPartitions, PARTITION_COUNT } from '../../src/saga/partitions/partitions';
import { SeededRandom } from './seeded-random';
import { GreedyPeople } from './greedy-people';
import { LimitSetters } from './limit-setters';
import { People } from './people';
import { ProviderLink } from './provider-link';
import { SimulatedClient, type ClientAnswer } from './simulated-client';
import { SimulatedNode, type Mutation, type SimulatedEngine } from './simulated-node';
import { SimulatedProvider, type Payment } from './simulated-provider';
import { StoreLink } from './store-link';
import { Timeline } from './timeline';

export interface SimulationOptions {
  readonly seed: number;
  /** Drawn from the seed unless given. */
  readonly faults?: Faults;
  readonly mutate?: Mutation;
  readonly clients?: number;
  readonly payoutsPerClient?: number;
  readonly nodes?: number;
  /** What each client deposits; "50.00" unless given. */
  readonly funds?: string;
  /** The times at which no process can reach the providers, in milliseconds from the start; random unless given. */
  readonly outage?: { readonly fromMs: number; readonly lengthMs: number };
  /** How long the world goes on without faults at the least; three hours unless given. */
  readonly healedMs?: number;
  /** The number of the await at which a process dies, beside what the faults bring. */
  readonly crashAt?: number;
  /** Persons set limits now and then, unless it is false. */
  readonly limits?: boolean;
  /** Some payouts wait for people. */
  readonly approvals?: boolean;
  /** Clients record deposits, and some of them wait for people; not together with `approvals`. */
  readonly deposits?: boolean;
  /** People close and reopen accounts, and use accounts of their own. */
  readonly closings?: boolean;
  /** Two people who act as one name far more in decisions than the cases are about. */
  readonly greed?: boolean;
  /** People settle the fees of providers. */
  readonly fees?: boolean;
}

/** What a simulated world has to show at its end, at rest. */
export interface SimulatedWorld {
  readonly seed: number;
  readonly events: readonly RecordedEvent[];
  readonly payments: readonly Payment[];
  /** References of the orders that the provider refused in its answer. */
  readonly refused: ReadonlySet<string>;
  readonly told: readonly ClientAnswer[];
  /** Bodies of the notifications that were answered as stored. */
  readonly storedNotifications: readonly string[];
  /** Bugs that were thrown anywhere, clients that were never answered. */
  readonly bugs: readonly string[];
  /** How many awaits there were at which a process could die. */
  readonly awaits: number;
  readonly crashes: number;
  /** A text of everything that was recorded and answered. The same seed gives the same text. */
  readonly trace: string;
  /** When the faults were over. */
  readonly healedAtMs: number;
}

const SWEEP_MS = 60_000;
/** So few that a process that starts again finds a snapshot of nearly every account. */
const EVENTS_PER_PAGE = 4;
const SAFETY_PHASE_MS = 20 * 60_000;
/** Longer than a provider's key lives: by then a person has every payout that the saga cannot finish. */
const LONGEST_HEALED_PHASE_MS = 27 * 3_600_000;
/** At the least, whether or not anything is left to do. */
const HEALED_PHASE_MS = 3 * 3_600_000;
/** Longer than in the service: the virtual hours would be full of renewals. */
const LEASE_MS = 4 * 60_000;
const LEASE_LOOK_MS = 20_000;
const DELIVERY_TIMEOUT_MS = 30_000;
const PEOPLE_LOOK_MS = 30 * 60_000;

const ENDS = new Set([
  'PayoutRejected',
  'PayoutApprovalRejected',
  'PayoutApprovalExpired',
  'PayoutCompleted',
  'PayoutFailed',
  'CaseResolved',
]);

/** A world of processes, clients and a provider, from a seed; the service's own code in it is what the service runs. */
export async function simulate(options: SimulationOptions): Promise<SimulatedWorld> {
  return new Simulation(options).run();
}

class Simulation {
  private readonly random: SeededRandom;
  private readonly timeline = new Timeline();
  private readonly store: InMemoryEventStore;
  private readonly providers: readonly SimulatedProvider[];
  private readonly people: People;
  private readonly greedyPeople: GreedyPeople | undefined;
  private readonly locks: SimulatedLocks;
  private readonly nodeCount: number;
  private readonly nodes: SimulatedNode[];
  private readonly clients: SimulatedClient[];
  private readonly bugs: string[] = [];
  private readonly storedNotifications: string[] = [];
  private faults: Faults;
  private healedAtMs = 0;
  private outageEndsAtMs = 0;
  private awaits = 0;
  private crashes = 0;

  constructor(private readonly options: SimulationOptions) {
    this.random = new SeededRandom(options.seed);
    this.faults = options.faults ?? drawFaults(this.random);
    this.store = new InMemoryEventStore({
      now: () => new Date(this.timeline.nowMs),
    });
    const faults = () => this.faults;
    const outage = this.outage();
    this.providers = (['connectpsp', 'ntxpay'] as const).map(
      name =>
        new SimulatedProvider(
          name,
          this.timeline,
          this.random,
          faults,
          (provider, body, tries) => this.deliver(provider, body, tries),
          () => outage(this.timeline.nowMs),
        ),
    );
    // A process that never reaches the locks works on everything, on purpose: so few calls get lost.
    const isLost = () => this.random.chance(Math.min(this.faults.storeAway, 0.1));
    this.locks = new SimulatedLocks(() => this.timeline.nowMs, LEASE_MS, isLost);
    this.nodeCount = options.nodes ?? this.random.between(1, 3);
    this.nodes = Array.from({ length: this.nodeCount }, () => this.newNode());
    const clients = options.clients ?? this.random.between(1, 3);
    this.clients = Array.from({ length: clients }, (_, index) => this.newClient(index));
    const engine = () => this.anyEngine();
    this.people = new People(this.store, this.providers, this.random, engine, this.bugs);
    if (options.greed) this.greedyPeople = new GreedyPeople(options.seed, this.store, engine, this.bugs);
  }

  async run(): Promise<SimulatedWorld> {
    if (this.options.approvals) this.approvingPeople().start();
    if (this.options.deposits) this.depositingPeople().start(this.timeline.nowMs + SAFETY_PHASE_MS);
    for (const node of this.nodes) node.start();
    const { payoutsPerClient = this.random.between(1, 8) } = this.options;
    const lives = this.clients.map(client => client.live(payoutsPerClient));
    const start = this.timeline.nowMs;
    if (this.options.limits ?? true) new LimitSetters(this.store, this.timeline, this.random).start();
    if (this.options.fees) this.feePayers().start(start + SAFETY_PHASE_MS);
    if (this.options.closings) this.accountKeepers().start(start + SAFETY_PHASE_MS);
    this.jumpClocks();
    this.suspendSometimes();
    if (this.nodeCount > 1) this.lookAtLeases();
    await this.timeline.runUntil(start + SAFETY_PHASE_MS);
    this.faults = { ...NO_FAULTS, referencesUnchecked: this.faults.referencesUnchecked };
    const healedAtMs = this.timeline.nowMs;
    this.healedAtMs = Math.max(healedAtMs, this.outageEndsAtMs);
    for (let healedMs = 0; healedMs < LONGEST_HEALED_PHASE_MS; healedMs += PEOPLE_LOOK_MS) {
      if (healedMs >= (this.options.healedMs ?? HEALED_PHASE_MS) && this.isAtRest()) break;
      await this.timeline.runUntil(healedAtMs + healedMs + PEOPLE_LOOK_MS);
      this.greedyPeople?.look();
      this.people.look();
    }
    await this.timeline.runUntil(this.timeline.nowMs + PEOPLE_LOOK_MS);
    if (this.clients.every(client => client.finished)) await Promise.all(lives);
    else this.bugs.push('a client was never answered');
    return this.world();
  }

  private approvingPeople(): ApprovingPeople {
    const { seed } = this.options;
    return new ApprovingPeople(seed, this.store, this.timeline, () => this.anyEngine(), this.bugs);
  }

  private depositingPeople(): DepositingPeople {
    const { seed } = this.options;
    return new DepositingPeople(seed, this.store, this.timeline, () => this.anyEngine(), this.bugs);
  }

  private accountKeepers(): AccountKeepers {
    const { seed } = this.options;
    return new AccountKeepers(seed, this.store, this.timeline, () => this.anyEngine(), this.bugs);
  }

  private feePayers(): FeePayers {
    const { seed } = this.options;
    return new FeePayers(seed, this.store, this.timeline, () => this.anyEngine(), this.bugs);
  }

  /** No payout is without an end, no deposit waits, and no case is open. */
  private isAtRest(): boolean {
    const open = new Set<string>();
    for (const { streamId, body } of this.store.log) {
      if (body.type === 'PayoutRequested' || body.type === 'CaseOpened') open.add(streamId);
      if (ENDS.has(body.type)) open.delete(streamId);
      const { depositId } = body.data as { depositId?: string };
      if (body.type === 'DepositRequested') open.add(depositId!);
      if (depositId !== undefined && DEPOSIT_ENDS.has(body.type)) open.delete(depositId);
    }
    return open.size === 0;
  }

  private world(): SimulatedWorld {
    const told = this.clients.flatMap(client => client.told);
    const { log: events } = this.store;
    const recorded = events.map(event =>
      [event.id, event.streamId, event.revision, event.metadata.occurredAt].join(' '),
    );
    const answers = told.flatMap(({ answers }) => answers);
    const { seed } = this.options;
    const { bugs, awaits, crashes, storedNotifications, healedAtMs } = this;
    const trace = fingerprint(...recorded, ...answers);
    const payments = this.providers.flatMap(provider => provider.payments);
    const refused = new Set(this.providers.flatMap(provider => [...provider.refused]));
    return {
      seed,
      events,
      payments,
      refused,
      told,
      storedNotifications,
      bugs,
      awaits,
      crashes,
      trace,
      healedAtMs,
    };
  }

  private newNode(): SimulatedNode {
    const node: SimulatedNode = new SimulatedNode(
      life => this.partsFor(life, events => node.wake(events)),
      this.options.mutate ?? (parts => parts),
      engine => this.followRules(engine),
      () => new Life(this.timeline, this.random, () => this.dies()),
      () => {
        this.crashes += 1;
        this.timeline.after(this.random.pick([0, 1_000, 45_000]), () => node.start());
      },
    );
    return node;
  }

  /** The rules stand from the beginning, and no process has to ask for them. */
  private followRules({ approvalRules }: SimulatedEngine): void {
    for (const event of this.store.eventsOf(APPROVAL_RULES_STREAM)) approvalRules.take(event);
    approvalRules.trust({ ready: true });
  }

  private dies(): boolean {
    this.awaits += 1;
    return this.awaits === this.options.crashAt || this.random.chance(this.faults.crash);
  }

  private newClient(index: number): SimulatedClient {
    // Two clients share an account now and then, so that they race for the same money.
    const accountId = `shop-${Math.floor(index / 2)}`;
    const engine = () => this.anyEngine();
    return new SimulatedClient(
      `client-${index}`,
      accountId,
      this.timeline,
      this.random,
      engine,
      this.bugs,
      this.options.funds,
    );
  }

  private anyEngine() {
    return this.random.pick(this.nodes).engine;
  }

  /** Whether the providers cannot be reached at a time: once for a while, somewhere in the safety phase. */
  private outage(): (atMs: number) => boolean {
    const { outage } = this.options;
    const lengthMs = outage?.lengthMs ?? this.faults.outageMinutes * 60_000;
    const fromMs = this.timeline.nowMs + (outage?.fromMs ?? this.random.below(SAFETY_PHASE_MS));
    this.outageEndsAtMs = fromMs + lengthMs;
    return atMs => atMs >= fromMs && atMs < fromMs + lengthMs;
  }

  private partsFor(life: Life, wake: EngineParts['announce']): EngineParts {
    const wakesUp = this.random.chance(0.5);
    const faults = () => this.faults;
    const goesWrong = () => ({
      refused: this.random.chance(this.faults.storeAway),
      acknowledgementLost: this.random.chance(this.faults.acknowledgementLost),
    });
    const links = this.providers.map(provider => new ProviderLink(provider, life, this.random, faults));
    const terms = {
      currency: 'BRL',
      destinations: ['PIX', 'BANK_ACCOUNT', 'QR_CODE'],
      expectedFee: () => 10n,
      mode: 'sandbox' as const,
      highestFee: () => 20n,
    } as const;
    const { clock } = life;
    const firstPartition = this.random.below(PARTITION_COUNT);
    const leases = {
      locks: this.locks.of(life),
      clock,
      logger: this.logger,
      firstPartition,
      leaseMs: LEASE_MS,
    };
    const store = new StoreLink(this.store, life, goesWrong);
    const registry = new LimitRegistry({ store, tail: store, clock });
    const ending = new AbortController();
    life.atDeath(() => ending.abort());
    registry.follow(ending.signal).catch((error: unknown) => this.bugs.push(`limits: ${String(error)}`));
    const limits = { payoutLimits: registry, payees: { of: payeeText, key: 'one for all' } };
    return {
      // A process that is alone, as on the embedded event store, shares nothing.
      partitions: this.nodeCount === 1 ? allPartitions : new LeasedPartitions(leases),
      ...limits,
      store,
      clock,
      random: this.random,
      logger: this.logger,
      providers: new Map(links.map(link => [link.name, link])),
      terms: new Map(links.map(link => [link.name, terms])),
      announce: events => wakesUp && wake(events),
      providerTimeoutMs: 10_000,
      sweepIntervalMs: SWEEP_MS,
      accountEventsPerPage: EVENTS_PER_PAGE,
    };
  }

  /** Bugs are caught by the saga so that one payout does not stop the others; here they count. */
  private readonly logger: Logger = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (fields, message) => {
      if (String(fields['error']).startsWith('Bug')) this.bugs.push(`${message}: ${fields['error']}`);
    },
  };

  /** To any process that is up; again after a while when it was not stored. */
  private deliver(provider: ProviderName, rawBody: string, tries: number): void {
    const again = () => {
      if (answered) return;
      answered = true;
      if (tries > 1) this.timeline.after(30_000, () => this.deliver(provider, rawBody, tries - 1));
    };
    let answered = false;
    const engine = this.anyEngine();
    if (!engine) return again();
    // A process that dies does not answer.
    this.timeline.after(DELIVERY_TIMEOUT_MS, again);
    engine.inbox.receive(provider, Buffer.from(rawBody), { signature: 'genuine' }).then(
      receipt => {
        answered = true;
        if (receipt === 'STORED') this.storedNotifications.push(rawBody);
        else this.bugs.push(`a genuine notification was answered ${receipt}`);
      },
      () => again(),
    );
  }

  /** The pause can be longer than a provider call: another process has done the work by the time this one continues. */
  private suspendSometimes(): void {
    if (this.random.chance(this.faults.suspension)) {
      this.random.pick(this.nodes).suspend(this.random.pick([500, 5_000, 70_000, 300_000]));
    }
    if (this.faults.suspension > 0) this.timeline.after(10_000, () => this.suspendSometimes());
  }

  /** Work on one item in two processes does no harm, but then the leases do not divide it. */
  private lookAtLeases(): void {
    for (let partition = 0; partition < PARTITION_COUNT; partition += 1) {
      const owners = this.nodes.filter(node => node.owns(partition)).length;
      if (owners > 1) this.bugs.push(`partition ${partition} has ${owners} owners`);
    }
    this.timeline.after(LEASE_LOOK_MS, () => this.lookAtLeases());
  }

  private jumpClocks(): void {
    if (this.random.chance(this.faults.clockJump * 10)) {
      this.random.pick(this.nodes).jumpClock(this.random.between(-90_000, 90_000));
    }
    if (this.faults.clockJump > 0) this.timeline.after(60_000, () => this.jumpClocks());
  }
}
