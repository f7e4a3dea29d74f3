import { type Api, type ApiOptions, createApi } from './api';
import { type EventsOptions, followEvents, type StreamEvent } from './events';
import { carriedPosition } from './ledger-position';
import { everyItem, type ItemOf, type ListOptions, type ListPath } from './pages';
import { valueOf } from './problem';
import { platformWait, repeating, type Repeats } from './repeats';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Payout = Schemas['Payout'];
export type AcceptedPayout = Schemas['AcceptedPayout'];
export type PayoutRequest = Schemas['PayoutDto'];

export interface HoldfastOptions extends ApiOptions {
  readonly repeats?: Repeats;
  /** Makes an Idempotency-Key; a random UUID where it is absent. */
  readonly newKey?: () => string;
}

export interface WaitOptions {
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** These payouts have no outcome yet. */
const UNFINISHED: readonly Payout['status'][] = ['AWAITING_APPROVAL', 'PROCESSING', 'OUTCOME_UNKNOWN'];
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** A client of the service. It repeats what is safe to repeat, and its queries see what it has written. */
export class Holdfast {
  /** Every route, typed; with the same repeats and positions. */
  readonly api: Api;
  private readonly newKey: () => string;
  private readonly wait: (ms: number) => Promise<void>;

  constructor({ repeats = {}, newKey = () => globalThis.crypto.randomUUID(), ...options }: HoldfastOptions) {
    const send = options.fetch ?? ((request: Request) => globalThis.fetch(request));
    this.api = createApi({ ...options, fetch: repeating(send, repeats) });
    this.api.use(carriedPosition());
    this.newKey = newKey;
    this.wait = repeats.wait ?? platformWait;
  }

  /**
   * Asks for a payout. Keep the key with your own record before you ask. After a crash the same key and body get the same
   * answer, and no second payout. @throws {HoldfastError} when it is refused
   */
  async requestPayout(body: PayoutRequest, key = this.newKey()): Promise<AcceptedPayout> {
    return valueOf(
      await this.api.POST('/v1/payouts', { params: { header: { 'Idempotency-Key': key } }, body }),
    );
  }

  /** @throws {HoldfastError} when there is no such payout */
  async getPayout(id: string): Promise<Payout> {
    return valueOf(await this.api.GET('/v1/payouts/{id}', { params: { path: { id } } }));
  }

  /** Asks until the payout has an outcome, however long that takes. @throws the reason of the signal */
  async waitForOutcome(id: string, { signal }: WaitOptions = {}): Promise<Payout> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
      signal?.throwIfAborted();
      const payout = await this.getPayout(id);
      if (!UNFINISHED.includes(payout.status)) return payout;
      await this.wait(pauseMs);
    }
  }

  /** Gives every item of a list: `for await (const payout of holdfast.every('/v1/payouts')) …`. */
  every<Path extends ListPath>(list: Path, options: ListOptions<Path> = {}): AsyncGenerator<ItemOf<Path>> {
    return everyItem(this.api, list, options);
  }

  /** Gives what changes, as it happens: `for await (const { topic, type, id } of holdfast.events()) …`. */
  events(options: EventsOptions = {}): AsyncGenerator<StreamEvent, void, undefined> {
    return followEvents(this.api, options, this.wait);
  }
}

export const createHoldfast = (options: HoldfastOptions): Holdfast => new Holdfast(options);
