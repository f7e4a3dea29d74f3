import type { NotificationEvent, NotificationReceived } from '../domain/notification/events';
import type { ProviderName } from '../domain/payout/payee';
import { changeAll, type ChangeParts, type Start } from '../event-store/change';
import type { EventStore } from '../event-store/event-store';
import { emptyStream, type StreamDecider } from '../event-store/load';
import { notificationStream, type StreamName } from '../event-store/stream-names';
import { headerIn } from '../providers/http/header';
import type { NotificationHeaders, Provider } from '../providers/port/provider';
import type { Clock } from '../shared/clock';
import { derivedId, fingerprint } from '../shared/ids';
import { ok } from '../shared/result';

export type Receipt = 'STORED' | 'PROVIDER_NOT_CONFIGURED' | 'SIGNATURE_INVALID';

/** The hashes of the bodies that were delivered. Each body is stored once; its id does not depend on when it came. */
const deliveries: StreamDecider<ReadonlySet<string>, NotificationReceived, NotificationEvent, never> = {
  initial: new Set(),
  eventIds: 'PER_CAUSE',
  evolve: (hashes, event) =>
    event.type === 'ProviderNotificationReceived' ? new Set([...hashes, event.data.bodyHash]) : hashes,
  decide: (hashes, data) =>
    ok(hashes.has(data.bodyHash) ? [] : [{ type: 'ProviderNotificationReceived', data }]),
};

/** Most notifications come once, so the append comes before any read; a conflict is what a repeat costs. */
const NOT_DELIVERED: Start<ReadonlySet<string>> = { known: emptyStream(deliveries), isCurrent: false };

/** The provider's door in: verify the bytes, store them, and nothing else. What they mean is the saga's business. */
export class NotificationInbox {
  private readonly parts: ChangeParts;

  constructor(
    store: EventStore,
    private readonly providers: ReadonlyMap<ProviderName, Provider>,
    clock: Clock,
  ) {
    this.parts = { store, clock };
  }

  /** STORED only when it is on disk. @throws {Fault} it is not known to be: the provider must deliver it again */
  async receive(providerName: ProviderName, rawBody: Buffer, headers: NotificationHeaders): Promise<Receipt> {
    const provider = this.providers.get(providerName);
    if (!provider) return 'PROVIDER_NOT_CONFIGURED';
    if (!provider.verifyNotification(rawBody, headers)) return 'SIGNATURE_INVALID';
    const { stream, data } = receivedOf(provider, rawBody, headers);
    const causationId = derivedId(stream, data.bodyHash);
    const cause = { causationId, correlationId: stream, actor: `provider:${data.provider}` };
    await changeAll(this.parts, deliveries, stream, [{ command: data, cause }], NOT_DELIVERED);
    return 'STORED';
  }
}

function receivedOf(
  provider: Provider,
  rawBody: Buffer,
  headers: NotificationHeaders,
): { stream: StreamName<NotificationEvent>; data: NotificationReceived } {
  const text = rawBody.toString('utf8');
  const { identity } = provider.parseNotification(text);
  const bodyHash = fingerprint(rawBody.toString('base64'));
  // A body that names nothing is only itself: two of them must not pass for one another.
  const anonymous = identity.providerId === '' && identity.endToEndId === '';
  const meaning = [identity.eventType, identity.providerId, identity.endToEndId, anonymous ? bodyHash : ''];
  const isText = Buffer.from(text, 'utf8').equals(rawBody);
  const personal = isText
    ? { encoding: 'utf8' as const, rawBody: text }
    : { encoding: 'base64' as const, rawBody: rawBody.toString('base64') };
  const signature = signatureOf(provider, headers);
  const data = { provider: provider.name, eventType: identity.eventType, bodyHash, signature, personal };
  return { stream: notificationStream(provider.name, meaning), data };
}

/** Returns null when the provider signs no bytes: its proof is a secret then, and no header with a secret is recorded. */
const signatureOf = ({ signatureHeader }: Provider, headers: NotificationHeaders): string | null =>
  signatureHeader === undefined ? null : (headerIn(headers, signatureHeader) ?? null);
