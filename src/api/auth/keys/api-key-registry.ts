import type { RecordedEvent } from '../../../event-store/event-store';
import { StreamFollower, type FollowerParts } from '../../../event-store/log/stream-follower';
import { readEvents } from '../../../event-store/read-events';
import { Fault } from '../../../shared/fault';
import type { ConsoleSession, SessionSeal } from '../../operations/console/session/session-seal';
import type { Secret } from '../../../shared/settings/secret';
import { API_KEYS_STREAM } from './api-key-events';
import {
  type ApiClient,
  type ApiKey,
  clientOfKey,
  evolveApiKeys,
  isApiKeyEvent,
  keyFault,
  liveKeysOf,
  NO_KEYS,
} from './api-keys';
import type { KeyRefusals } from './key-refusals';
import type { KeyUses } from './key-uses';
import { hashSecret, parseKey, sameHash } from './key-text';
import { ADMIN_CLIENT, FORMER_SCOPES, SCOPES } from './scopes';

export interface RegistryParts extends FollowerParts {
  /** Where refused uses of keys that exist are recorded. */
  readonly refusals?: KeyRefusals;
  /** Where accepted uses are noted. */
  readonly uses?: Pick<KeyUses, 'saw'>;
  /** Reads the sessions that stand for keys; without it no session is accepted. */
  readonly sessions?: SessionSeal;
}

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
  private readonly follower: StreamFollower;

  constructor(
    private readonly parts: RegistryParts,
    adminKey: Secret | null,
  ) {
    this.adminHash = adminKey && hashSecret(adminKey.reveal());
    this.follower = new StreamFollower(parts, {
      prefix: API_KEYS_STREAM,
      readHistory: () => readEvents(parts.store, API_KEYS_STREAM),
      take: event => this.take(event),
    });
  }

  /** Whether the keys' whole history has been read once. Without its stream the registry would let revoked keys in. */
  get ready(): boolean {
    return this.follower.ready;
  }

  /** Follows the keys' stream until the signal. Rejects only on what it must not go on after. */
  follow(signal: AbortSignal): Promise<void> {
    return this.follower.follow(signal);
  }

  private take(event: RecordedEvent): void {
    if (isApiKeyEvent(event)) this.state = evolveApiKeys(this.state, event.body, event);
  }

  /** The keys that this client made, for itself and for others; a rotated key is a new one. */
  keysMadeBy(maker: string): { clientName: string; madeAt: string }[] {
    return [...this.state.keys.values()]
      .filter(({ createdBy }) => createdBy.actor === `client:${maker}`)
      .map(({ clientName, createdAt }) => ({ clientName, madeAt: createdAt }));
  }

  /** Whether the key is known and was revoked. */
  isRevoked(keyId: string): boolean {
    return (this.state.keys.get(keyId)?.revokedAt ?? null) !== null;
  }

  /** The accounts that a client sees now. null: it is not known yet, or the client has no key that is in use. */
  accountsOf(clientName: string): ApiClient['accounts'] | null {
    if (!this.ready) return null;
    if (clientName === ADMIN_CLIENT && this.adminHash !== null) return ADMIN.accounts;
    const hasKey = liveKeysOf(this.state, clientName, this.parts.clock.now()).length > 0;
    return hasKey ? (this.state.clients.get(clientName)?.accounts ?? '*') : null;
  }

  /**
   * The client that holds the key, when it comes from the address now; undefined for a key that is unknown or not accepted.
   * @throws {Fault} until the keys have been read: not knowing a key yet is not the same as refusing it
   */
  authenticate(presented: string, address?: string): ApiClient | undefined {
    if (this.adminHash !== null && sameHash(hashSecret(presented), this.adminHash)) return ADMIN;
    const key = parseKey(presented);
    if (!key) return void this.parts.refusals?.recordUnknown(address);
    if (!this.ready) throw new Fault('event store', 'The API keys have not been read yet');
    const known = this.state.keys.get(key.keyId);
    const proved = sameHash(hashSecret(key.secret), known?.hash ?? NO_HASH);
    if (!known || !proved) return void this.parts.refusals?.recordUnknown(address);
    return this.acceptedClient(known, address);
  }

  /**
   * What a session carries in the place of its key: the key's id, or a mark of the environment's key. Undefined for a person
   * who came without a key: nothing here would end the session.
   */
  subjectOf({ keyId, clientName, kind }: ApiClient): string | undefined {
    if (keyId !== null) return `key:${keyId}`;
    const isAdmin = clientName === ADMIN_CLIENT && kind === ADMIN.kind && this.adminHash !== null;
    return isAdmin ? this.adminSubject() : undefined;
  }

  /**
   * The client whose key a session stands for, when the key would be accepted from the address now; undefined: it would not.
   * @throws {Fault} until the keys have been read
   */
  clientOfSubject(subject: string, address?: string): ApiClient | undefined {
    if (this.adminHash !== null && subject === this.adminSubject()) return ADMIN;
    if (!this.ready) throw new Fault('event store', 'The API keys have not been read yet');
    const known = this.state.keys.get(subject.replace(/^key:/, ''));
    return known && this.acceptedClient(known, address);
  }

  openSession(sealed: string): ConsoleSession | undefined {
    return this.parts.sessions?.open(sealed, this.parts.clock.now());
  }

  isCsrfToken(session: ConsoleSession, given: unknown): boolean {
    return this.parts.sessions?.isCsrfToken(session, given) ?? false;
  }

  /** Another key of the environment ends the sessions of the former one. */
  private adminSubject(): string {
    return `admin:${hashSecret(`session ${this.adminHash}`)}`;
  }

  private acceptedClient(known: ApiKey, address: string | undefined): ApiClient | undefined {
    const fault = keyFault(known, this.parts.clock.now(), address);
    if (!fault) {
      this.parts.uses?.saw(known.keyId);
      return clientOfKey(this.state, known);
    }
    this.parts.refusals?.record(known, fault, address);
    return undefined;
  }
}
