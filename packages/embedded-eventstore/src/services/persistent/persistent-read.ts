import type { ServerDuplexStream } from '@grpc/grpc-js';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/persistent_pb';

import type { Guard } from '../../access/guard';
import { RunningCallAccess } from '../../access/running-call';
import type { ConsumerPort } from '../../persistent/connected-consumer';
import type { Group } from '../../persistent/group';
import { keyOf } from '../../persistent/group-entry';
import type { Message } from '../../persistent/state/message';
import type { PersistentSubscriptions } from '../../persistent/registry';
import type { StoredEvent } from '../../storage/events/stored-event';
import { resolvedEventFrame } from '../../wire/persistent-frames';
import { withStructuredId } from '../../wire/recorded-event';
import { InvalidRequestError, statusOf } from '../errors';
import { parseUuid } from '../parse';
import { parseAction, parseGroupName } from './persistent-requests';

export type PersistentReadCall = ServerDuplexStream<ReadReq, Buffer>;

/** The most messages in progress for one consumer. Each needs memory until its acknowledgement. */
const MAX_SLOTS = 100_000;

export interface PersistentReadParts {
  readonly subscriptions: PersistentSubscriptions;
  readonly guard: Guard;
  readonly newId: () => string;
}

/** The Read call: the first message names the group, the others acknowledge or refuse messages. */
export function handlePersistentRead(parts: PersistentReadParts, call: PersistentReadCall): void {
  const consumer = new Consumer(parts.newId(), call);
  let opening: Promise<void> | undefined;
  call.on('data', (message: ReadReq) => {
    // Messages that arrive while the group is opened wait, in their order.
    const before = opening ?? consumer.open(parts, message);
    const next = opening ? before.then(() => consumer.applyAnswer(message)) : before;
    opening = next.catch((error: unknown) => consumer.drop(error));
  });
  call.on('end', () => consumer.leave(true));
  for (const event of ['cancelled', 'close', 'error']) call.on(event, () => consumer.leave(false));
}

class Consumer implements ConsumerPort {
  slots = 0;
  username = 'anonymous';
  readonly connectionName: string;
  private group: Group | undefined;
  private ended = false;
  private stopListening = (): void => undefined;
  private structuredIds = false;

  constructor(
    readonly id: string,
    private readonly call: PersistentReadCall,
  ) {
    const [name] = call.metadata.get('connection-name');
    this.connectionName = name === undefined ? '<unknown>' : String(name);
    call.on('drain', () => this.group?.resume(this.id));
  }

  async open({ subscriptions, guard }: PersistentReadParts, message: ReadReq): Promise<void> {
    const options = message.getOptions();
    if (!options) throw new InvalidRequestError('The first message has to be the options.');
    this.slots = options.getBufferSize();
    if (this.slots < 1 || this.slots > MAX_SLOTS) {
      throw new InvalidRequestError(`The buffer size has to be from 1 to ${MAX_SLOTS}.`);
    }
    this.structuredIds = !options.getUuidOption()?.hasString();
    const name = parseGroupName(options.getStreamIdentifier(), options.hasAll(), options.getGroupName());
    const admission = new RunningCallAccess(guard, this.call.metadata, 'read', name.stream);
    const caller = await admission.check();
    if (this.ended) return;
    this.stopListening = guard.changes.listen(() => {
      admission.check().catch((error: unknown) => this.drop(error));
    });
    this.username = caller.login || 'anonymous';
    const group = await subscriptions.group(name);
    if (this.ended) return;
    group.connect(this);
    this.group = group;
    const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(keyOf(name));
    this.call.write(Buffer.from(new ReadResp().setSubscriptionConfirmation(confirmation).serializeBinary()));
    group.startSending(this);
  }

  applyAnswer(message: ReadReq): void {
    const ack = message.getAck();
    const nack = message.getNack();
    if (ack) return this.group?.ack(ack.getIdsList().map(parseUuid));
    if (!nack)
      throw new InvalidRequestError('After the options only acknowledgements and refusals may come.');
    this.group?.nack(this.id, nack.getIdsList().map(parseUuid), parseAction(nack), nack.getReason());
  }

  send({ content, retries }: Message): boolean {
    const shaped = (event: StoredEvent | undefined) =>
      event && this.structuredIds ? { ...event, bytes: withStructuredId(event.bytes) } : event;
    const { event, link } = content;
    return this.call.write(resolvedEventFrame({ event: shaped(event), link: shaped(link) }, retries));
  }

  drop(error: unknown): void {
    if (this.ended) return;
    this.ended = true;
    this.stopListening();
    this.group?.disconnect(this.id);
    this.call.emit('error', statusOf(error));
  }

  /** The client has left or closed its side. Its messages go to other consumers. */
  leave(answer: boolean): void {
    if (this.ended) return;
    this.ended = true;
    this.stopListening();
    this.group?.disconnect(this.id);
    if (answer) this.call.end();
  }
}
