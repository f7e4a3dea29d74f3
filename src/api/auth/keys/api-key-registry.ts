import {
  comparePositions,
  type EventStore,
  type LogMark,
  type Position,
  type RecordedEvent,
} from '../../../event-store/event-store';
import { markOf } from '../../../event-store/log/log-mark';
import type { LogTail } from '../../../event-store/log/log-tail';
import { readEvents } from '../../../event-store/read-events';
import type { Clock } from '../../../shared/clock';
import { Fault } from '../../../shared/fault';
import type { Secret } from '../../../shared/settings/secret';
import { API_KEYS_STREAM, type ApiKeyEvent } from './api-key-events';
import { type ApiClient, clientOfKey, evolveApiKeys, isApiKeyEvent, keyFault, NO_KEYS } from './api-keys';
import type { KeyRefusals } from './key-refusals';
import { hashSecret, parseKey, sameHash } from './key-text';
import { ADMIN_CLIENT, FORMER_SCOPES, SCOPES } from './scopes';

export interface RegistryParts {
  readonly store: Pick<EventStore, 'readStream' | 'subscribe'>;
  readonly tail: LogTail;
  readonly clock: Clock;
  /** Where refused uses of keys that exist are recorded. */
  readonly refusals?: KeyRefusals;
}

/** From where the registry follows the log. */
interface Progress {
  readonly after: Position | undefined;
  readonly mark: LogMark | undefined;
}

/** How long the registry waits, in milliseconds, before it asks a store again that is away. */
const RETRY_MS = 500;
const ADMIN: ApiClient = {
  clientName: ADMIN_CLIENT,
  kind: 'unstated',
  keyId: null,
  accounts: '*',
  scopes: SCOPES,
  scopeNames: FORMER_SCOPES,
};
/** Compared with where no key is found, so that an unknown id takes as long as a wrong secret. */
const NO_HASH = '0'.repeat(64);

/**
 * The keys as this process knows them. It reads their stream and then follows the log, so that a revocation elsewhere takes
 * effect here. It does not read the rest of the log.
 */
export class ApiKeyRegistry {
  private state = NO_KEYS;
  private readonly adminHash: string | null;
  private complete = false;

  constructor(
    private readonly parts: RegistryParts,
    adminKey: Secret | null,
  ) {
    this.adminHash = adminKey && hashSecret(adminKey.reveal());
  }

  /** Whether the keys' whole history has been read once. */
  get ready(): boolean {
    return this.complete;
  }

  /** Follows the keys' stream until the signal. Rejects only on what it must not go on after. */
  async follow(signal: AbortSignal): Promise<void> {
    try {
      const progress = await this.readUntilAnswered(signal);
      if (!progress) return;
      const items = this.parts.store.subscribe({ ...progress, streamPrefixes: [API_KEYS_STREAM], signal });
      for await (const item of items) {
        if (item.kind === 'caught_up') this.complete = true;
        if (item.kind === 'event' && isApiKeyEvent(item.event)) this.take(item.event);
      }
    } finally {
      // Without its stream it would let revoked keys in.
      this.complete = false;
    }
  }

  /** Returns undefined only when the signal came before the event store answered. */
  private async readUntilAnswered(signal: AbortSignal): Promise<Progress | undefined> {
    while (!signal.aborted) {
      try {
        return await this.readStream();
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        await this.parts.clock.wait(RETRY_MS, signal);
      }
    }
    return undefined;
  }

  /**
   * The end of the log is read before the stream. So a change that comes between the two arrives twice, and the second time
   * changes nothing. The other way round it could be missed. @throws {Fault}
   */
  private async readStream(): Promise<Progress> {
    const [end] = await this.parts.tail.readTail(1);
    let last: RecordedEvent<ApiKeyEvent> | undefined;
    for await (const event of readEvents(this.parts.store, API_KEYS_STREAM)) {
      this.take(event);
      last = event;
    }
    return { after: laterOf(end?.position, last?.position), mark: last && markOf(last) };
  }

  private take(event: RecordedEvent<ApiKeyEvent>): void {
    this.state = evolveApiKeys(this.state, event.body, event);
  }

  /**
   * The client that holds the key, when it comes from the address now; undefined for a key that is unknown or not accepted.
   * @throws {Fault} until the keys have been read: not knowing a key yet is not the same as refusing it
   */
  authenticate(presented: string, address?: string): ApiClient | undefined {
    if (this.adminHash !== null && sameHash(hashSecret(presented), this.adminHash)) return ADMIN;
    const key = parseKey(presented);
    if (!key) return undefined;
    if (!this.complete) throw new Fault('event store', 'The API keys have not been read yet');
    const known = this.state.keys.get(key.keyId);
    const proved = sameHash(hashSecret(key.secret), known?.hash ?? NO_HASH);
    if (!known || !proved) return undefined;
    const fault = keyFault(known, this.parts.clock.now(), address);
    if (!fault) return clientOfKey(this.state, known);
    this.parts.refusals?.record(known, fault, address);
    return undefined;
  }
}

const laterOf = (left: Position | undefined, right: Position | undefined): Position | undefined =>
  left && right && comparePositions(left, right) < 0 ? right : (left ?? right);
