import type { EventStore } from '../../../event-store/event-store';
import { Fault } from '../../../shared/fault';
import type { Secret } from '../../../shared/settings/secret';
import { API_KEYS_STREAM } from './api-key-events';
import { type ApiKeys, asApiKeyEvent, evolveApiKeys } from './api-keys';
import { hashSecret, parseKey, sameHash } from './key-text';
import { ADMIN_CLIENT } from './manage-keys';
import { type Scope, SCOPES } from './scopes';

/** Who is calling. Several keys may be of one client. */
export interface ApiClient {
  readonly clientName: string;
  /** null: the key of the environment. */
  readonly keyId: string | null;
  readonly scopes: readonly Scope[];
}

const ADMIN: ApiClient = { clientName: ADMIN_CLIENT, keyId: null, scopes: SCOPES };
/** Compared with where no key is found, so that an unknown id takes as long as a wrong secret. */
const NO_HASH = '0'.repeat(64);

/** The keys as this process knows them, kept up to date by a subscription: a revocation elsewhere takes effect here. */
export class ApiKeyRegistry {
  private keys: ApiKeys = new Map();
  private readonly adminHash: string | null;
  private complete = false;

  constructor(
    private readonly store: EventStore,
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
    const items = this.store.subscribe({ after: undefined, streamPrefixes: [API_KEYS_STREAM], signal });
    try {
      for await (const item of items) {
        if (item.kind === 'caught_up') this.complete = true;
        if (item.kind !== 'event') continue;
        const event = asApiKeyEvent(item.event);
        if (event) this.keys = evolveApiKeys(this.keys, event, item.event.metadata.occurredAt);
      }
    } finally {
      // Without its stream it would let revoked keys in.
      this.complete = false;
    }
  }

  /**
   * The client that holds the key; undefined for an unknown or revoked one.
   * @throws {Fault} until the keys have been read: not knowing a key yet is not the same as refusing it
   */
  authenticate(presented: string): ApiClient | undefined {
    if (this.adminHash !== null && sameHash(hashSecret(presented), this.adminHash)) return ADMIN;
    const key = parseKey(presented);
    if (!key) return undefined;
    if (!this.complete) throw new Fault('event store', 'The API keys have not been read yet');
    const known = this.keys.get(key.keyId);
    const proved = sameHash(hashSecret(key.secret), known?.hash ?? NO_HASH);
    return known && proved && known.revokedAt === null ? known : undefined;
  }
}
