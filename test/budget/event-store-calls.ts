import {
  AppendReq,
  BatchAppendReq,
  BatchAppendResp,
  ReadReq,
} from '@eventstore/db-client/generated/streams_pb';

/** The bytes before each message of gRPC: whether it is compressed, and its length. */
const PREFIX_BYTES = 5;

/** Cuts what one side sends in a call into gRPC messages, in whatever pieces it arrives. */
export function messageSplitter(onMessage: (message: Buffer) => void): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return piece => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= PREFIX_BYTES) {
      const end = PREFIX_BYTES + rest.readUInt32BE(1);
      if (rest.length < end) return;
      onMessage(rest.subarray(PREFIX_BYTES, end));
      rest = rest.subarray(end);
    }
  };
}

/** A read or a subscription, as the client asks for it. */
export interface RequestedRead {
  readonly kind: 'read' | 'subscription';
  /** `$all` for the whole log. */
  readonly stream: string;
  /** Whether it asks for the last event of the log alone, as the health probe does. */
  readonly isProbe: boolean;
}

export function decodeRead(message: Buffer): RequestedRead {
  const options = ReadReq.deserializeBinary(message).getOptions();
  const name = options?.getStream()?.getStreamIdentifier()?.getStreamName_asU8();
  const stream = name ? Buffer.from(name).toString() : '$all';
  const kind = options?.hasSubscription() ? 'subscription' : 'read';
  const isProbe = stream === '$all' && kind === 'read' && options?.getCount() === '1';
  return { kind, stream, isProbe };
}

/** A piece of an append: its first piece names the stream, and the last one says so. */
export interface AppendPiece {
  /** Tells the appends of one call apart; empty where the call is one append. */
  readonly id: string;
  readonly stream: string | undefined;
  readonly types: readonly string[];
  readonly isLast: boolean;
}

export function decodeBatchAppend(message: Buffer): AppendPiece {
  const request = BatchAppendReq.deserializeBinary(message);
  const name = request.getOptions()?.getStreamIdentifier()?.getStreamName_asU8();
  const types = request.getProposedMessagesList().map(event => event.getMetadataMap().get('type') ?? '');
  const id = Buffer.from(request.getCorrelationId()?.serializeBinary() ?? []).toString('hex');
  return { id, stream: name && Buffer.from(name).toString(), types, isLast: request.getIsFinal() };
}

/** Which append of a call is answered. */
export const answeredAppend = (message: Buffer): string =>
  Buffer.from(
    BatchAppendResp.deserializeBinary(message).getCorrelationId()?.serializeBinary() ?? [],
  ).toString('hex');

export function decodeAppend(message: Buffer): AppendPiece {
  const request = AppendReq.deserializeBinary(message);
  const name = request.getOptions()?.getStreamIdentifier()?.getStreamName_asU8();
  const type = request.getProposedMessage()?.getMetadataMap().get('type');
  return { id: '', stream: name && Buffer.from(name).toString(), types: type ? [type] : [], isLast: false };
}
