import type { PayoutCallback } from '../../src/domain/outbound/callback';
import type { EndpointWish } from '../../src/domain/outbound/decide-endpoint';
import type { MessageType } from '../../src/domain/outbound/events';
import { MESSAGE_TYPES } from '../../src/domain/outbound/events';
import { type AccountsOf, DeliveryFinder } from '../../src/outbound/deliveries/delivery-finder';
import { DeliverySender } from '../../src/outbound/deliveries/delivery-sender';
import { OutboundDispatcher } from '../../src/outbound/deliveries/outbound-dispatcher';
import { DeliveryLog } from '../../src/outbound/deliveries/read-deliveries';
import { RETRY_TIMES, type RetryTimes } from '../../src/outbound/deliveries/retry-times';
import { EndpointRegistry } from '../../src/outbound/endpoints/endpoint-registry';
import { EndpointSecrets } from '../../src/outbound/endpoints/endpoint-secrets';
import { type EndpointWithSecret, ManageEndpoints } from '../../src/outbound/endpoints/manage-endpoints';
import { MessageMaker } from '../../src/outbound/messages/message-maker';
import type { SendResult } from '../../src/outbound/sending/guarded-sender';
import { allPartitions } from '../../src/saga/partitions/partitions';
import { Fault } from '../../src/shared/fault';
import { silentLogger } from '../../src/shared/logging';
import { Historian } from '../projections/histories';
import { Life } from '../simulation/life';
import { SeededRandom } from '../simulation/seeded-random';
import { StoreLink } from '../simulation/store-link';
import { Timeline } from '../simulation/timeline';

const CALLER = { clientName: 'shop', keyId: null };
export const PAYOUT_MESSAGES = MESSAGE_TYPES.filter(type => type.startsWith('payout.'));
const WISH = { url: 'https://shop.example/hook', events: PAYOUT_MESSAGES, description: null };
const CALM = { refused: false, acknowledgementLost: false };
const PASSAGE = { lostBefore: false, lostAfter: false };

/** A call as it reached the receiver. */
export interface Arrived {
  readonly id: string;
  readonly type: MessageType;
  readonly payoutId: string;
  readonly url: string;
  readonly body: string;
  readonly status: number;
}

/** The sender of webhooks in virtual time: a log that others write, processes that may die, and a receiver. */
export class OutboundWorld {
  readonly historian = new Historian();
  readonly timeline = new Timeline();
  readonly arrived: Arrived[] = [];
  /** What the receiver answers. */
  answer: (arrived: Omit<Arrived, 'status'>) => number = () => 200;
  /** What the keys of the client say. */
  accountsOf: AccountsOf = () => '*';
  /** Three days and an hour take long to simulate. */
  times: RetryTimes = RETRY_TIMES;
  private readonly random = new SeededRandom(7);
  private readonly seal: Buffer = Buffer.alloc(32, 1);

  constructor() {
    this.historian.open('shop-1');
    this.historian.deposit('shop-1', 100_000n);
  }

  private manage(masterKey = this.seal): ManageEndpoints {
    const { clock } = new Life(this.timeline, this.random, () => false);
    const secrets = new EndpointSecrets(masterKey);
    return new ManageEndpoints({ store: this.historian.store, clock, random: this.random, secrets });
  }

  /** `accounts`: as a person adds it who has no key. */
  async addEndpoint(accounts?: readonly string[]): Promise<EndpointWithSecret> {
    return this.add({ ...WISH, ...(accounts && { accounts }) });
  }

  /** An endpoint of callbacks: `url` is the base of what it allows. */
  addCallbacks(url: string): Promise<EndpointWithSecret> {
    return this.add({ ...WISH, url, receives: 'CALLBACKS' });
  }

  private async add(wish: EndpointWish): Promise<EndpointWithSecret> {
    const added = await this.manage().add(CALLER, wish);
    if (!added.ok) throw new Error(added.refusal);
    return added.value;
  }

  async endpoint() {
    return (await this.manage().list(CALLER.clientName))[0]!;
  }

  async replay(deliveryId: string): Promise<void> {
    const { clock } = new Life(this.timeline, this.random, () => false);
    const cause = { causationId: this.random.uuid(), correlationId: deliveryId, actor: 'client:shop' };
    await new DeliveryLog({ store: this.historian.store, clock }).askReplay(deliveryId, cause);
  }

  async changeUrl(endpointId: string, url: string): Promise<void> {
    const wish = { ...WISH, url };
    const command = { type: 'ChangeEndpoint' as const, endpointId, clientName: CALLER.clientName, wish };
    await this.manage().run(CALLER, command);
  }

  async enable(endpointId: string): Promise<void> {
    const command = { type: 'EnableEndpoint' as const, endpointId, clientName: CALLER.clientName };
    await this.manage().run(CALLER, command);
  }

  async rotate(endpointId: string, masterKey: Buffer): Promise<void> {
    await this.manage(masterKey).rotate(CALLER, endpointId);
  }

  /** Payouts whose events stand between each other in the log, each with its whole life. */
  payOut(count: number, callback?: PayoutCallback): void {
    const { historian } = this;
    const from = historian.payouts.length;
    for (let number = 0; number < count; number += 1)
      historian.request('shop-1', 1_000n, 10n, null, callback);
    const payouts = historian.payouts.slice(from);
    for (const payout of payouts) historian.submit(payout);
    for (const payout of payouts) historian.complete(payout, 10n);
  }

  /** A process that sends. `dies` is asked at each of its awaits. */
  start(dies: () => boolean = () => false, masterKey = this.seal): Life {
    const life = new Life(this.timeline, this.random, dies);
    const { clock } = life;
    const store = new StoreLink(this.historian.store, life, () => CALM);
    const secrets = new EndpointSecrets(masterKey);
    const manage = new ManageEndpoints({ store, clock, random: this.random, secrets });
    const registry = new EndpointRegistry({ store, tail: store, clock });
    const sender = {
      post: (url: string, headers: object, body: string) => this.post(life, url, headers, body),
    };
    const { random, times } = this;
    const dispatcher = new OutboundDispatcher({
      ...{ store, clock, logger: silentLogger, registry, partitions: allPartitions },
      finder: new DeliveryFinder({ store, messages: new MessageMaker(store) }),
      sender: new DeliverySender({ store, clock, random, secrets, manage, sender, times }),
      accountsOf: name => this.accountsOf(name),
      isRevoked: () => false,
    });
    dispatcher.start();
    void registry.follow(new AbortController().signal);
    return life;
  }

  runFor(ms: number): Promise<void> {
    return this.timeline.runUntil(this.timeline.nowMs + ms);
  }

  private post(life: Life, url: string, headers: object, body: string): Promise<SendResult> {
    return life.call(
      () => {
        const { type, data } = JSON.parse(body) as { type: MessageType; data: { id: string } };
        const id = (headers as Record<string, string>)['webhook-id']!;
        const call = { id, type, payoutId: data.id, url, body };
        const statusCode = this.answer(call);
        this.arrived.push({ ...call, status: statusCode });
        return { kind: 'answered', statusCode, answerStart: '', durationMs: 1 };
      },
      PASSAGE,
      () => new Fault('provider', 'away'),
    );
  }
}

/** What a receiver finds wrong: a message before the one before it was taken, another body, or one that never came. */
export function violationsIn(world: OutboundWorld, expected: readonly MessageType[]): string[] {
  const wrong: string[] = [];
  const bodies = new Map<string, string>();
  for (const { id, body } of world.arrived) {
    if ((bodies.get(id) ?? body) !== body) wrong.push(`${id} has two bodies`);
    bodies.set(id, body);
  }
  for (const { id: payoutId } of world.historian.payouts) {
    const taken: string[] = [];
    for (const { payoutId: of, type, status } of world.arrived) {
      if (of !== payoutId) continue;
      if (!taken.includes(type) && type !== expected[taken.length])
        wrong.push(`${type} comes after ${taken.join()}`);
      if (status < 300 && !taken.includes(type)) taken.push(type);
    }
    if (taken.length < expected.length) wrong.push(`${payoutId} was told ${taken.join() || 'nothing'}`);
  }
  return wrong;
}
