import { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';

import type { StoredEvent } from '../storage/events/stored-event';
import { fieldBytes, MessageWriter, varintFieldBytes } from './message-writer';
import { lengthDelimited, varintField } from './protobuf';

// Field numbers of ReadResp and ReadEvent.
const RESP_EVENT = 1;
const EVENT_EVENT = 1;
const EVENT_LINK = 2;
const EVENT_COMMIT_POSITION = 3;

/** A ReadResp with one event, around its bytes on disk. */
export function eventFrame({ bytes, position }: StoredEvent): Buffer {
  const length = fieldBytes(bytes.length) + varintFieldBytes(position);
  const writer = new MessageWriter(fieldBytes(length));
  writer.begin(RESP_EVENT, length);
  writer.bytes(EVENT_EVENT, bytes);
  writer.varint(EVENT_COMMIT_POSITION, position);
  return writer.finish();
}

/** A ReadResp with an event and its link; either may be missing. `position` is the place in the read. */
export function resolvedEventFrame(found: {
  readonly event: StoredEvent | undefined;
  readonly link: StoredEvent | undefined;
  readonly position: number;
}): Buffer {
  const { event, link, position } = found;
  return lengthDelimited(
    RESP_EVENT,
    ...(event ? [lengthDelimited(EVENT_EVENT, event.bytes)] : []),
    ...(link ? [lengthDelimited(EVENT_LINK, link.bytes)] : []),
    varintField(EVENT_COMMIT_POSITION, position),
  );
}

export const confirmationFrame = (subscriptionId: string): Buffer =>
  encode(
    new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId)),
  );

export const caughtUpFrame = (): Buffer => encode(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));

/** It has both halves of the position: with the commit position alone, a client could skip events. */
export const checkpointFrame = (position: number): Buffer =>
  encode(
    new ReadResp().setCheckpoint(
      new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
    ),
  );

/** The end of the stream: the revision of its last event. */
export const lastStreamPositionFrame = (revision: number): Buffer =>
  encode(new ReadResp().setLastStreamPosition(String(revision)));

export const streamNotFoundFrame = (stream: string): Buffer =>
  encode(
    new ReadResp().setStreamNotFound(
      new ReadResp.StreamNotFound().setStreamIdentifier(
        new StreamIdentifier().setStreamName(Buffer.from(stream)),
      ),
    ),
  );

const encode = (message: ReadResp): Buffer => Buffer.from(message.serializeBinary());
