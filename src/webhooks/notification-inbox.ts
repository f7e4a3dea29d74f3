import type { NotificationEvent, NotificationReceived } from '../domain/notification/events';
import type { ProviderName } from '../domain/payout/payee';
import type { EventStore, RecordedEvent } from '../event-store/event-store';
import { newEvents } from '../event-store/new-events';
import { notificationStream } from '../event-store/stream-names';
import { headerIn } from '../providers/http/header';
import type { NotificationHeaders, Provider } from '../providers/port/provider';
import type { Clock } from '../shared/clock';
import { Fault } from '../shared/fault';
import { derivedId, fingerprint } from '../shared/ids';

export type Receipt = 'STORED' | 'PROVIDER_NOT_CONFIGURED' | 'SIGNATURE_INVALID';

const MAX_CONFLICTS = 20;

/** The provider's door in: verify the bytes, store them, and nothing else. What they mean is the saga's business. */
export class NotificationInbox {
  constructor(
    private readonly store: EventStore,
    private readonly providers: ReadonlyMap<ProviderName, Provider>,
    private readonly clock: Clock,
  ) {}

  /** STORED only when it is on disk. @throws {Fault} it is not known to be: the provider must deliver it again */
  async receive(providerName: ProviderName, rawBody: Buffer, headers: NotificationHeaders): Promise<Receipt> {
    const provider = this.providers.get(providerName);
    if (!provider) return 'PROVIDER_NOT_CONFIGURED';
    if (!provider.verify(rawBody, headers)) return 'SIGNATURE_INVALID';
    const received = receivedOf(provider, rawBody, headers);
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      if (await this.stored(received.streamId, received.data)) return 'STORED';
    }
    throw new Fault('event store', 'A notification is delivered by too many at once');
  }

  /** False if another delivery was stored between the read and the append. */
  private async stored(streamId: string, data: NotificationReceived): Promise<boolean> {
    let last: RecordedEvent | undefined;
    for await (const event of this.store.readStream(streamId)) {
      if (isDeliveryOf(event.body as NotificationEvent, data.bodyHash)) return true;
      last = event;
    }
    const body: NotificationEvent = { type: 'ProviderNotificationReceived', data };
    const causationId = derivedId(streamId, data.bodyHash);
    const cause = { causationId, correlationId: streamId, actor: `provider:${data.provider}` };
    const events = newEvents(streamId, [body], cause, this.clock.now());
    return (await this.store.append(streamId, last ? last.revision : 'no_stream', events)).ok;
  }
}

const isDeliveryOf = (body: NotificationEvent, bodyHash: string): boolean =>
  body.type === 'ProviderNotificationReceived' && body.data.bodyHash === bodyHash;

function receivedOf(
  provider: Provider,
  rawBody: Buffer,
  headers: NotificationHeaders,
): { streamId: string; data: NotificationReceived } {
  const text = rawBody.toString('utf8');
  const { identity } = provider.read(text);
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
  return { streamId: notificationStream(provider.name, meaning), data };
}

/** Of the bytes alone: what proves only its sender is a secret, and no header with a secret is kept. */
const signatureOf = ({ notificationProof }: Provider, headers: NotificationHeaders): string | null =>
  notificationProof === 'content' ? (headerIn(headers, 'x-connect-signature') ?? null) : null;
