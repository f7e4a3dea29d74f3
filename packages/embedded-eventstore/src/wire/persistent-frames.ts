import type { ResolvedEvent } from '../services/read/links';
import { lengthDelimited, varintField } from './protobuf';

// Field numbers of the persistent subscriptions' ReadResp and ReadEvent.
const RESP_EVENT = 1;
const EVENT_EVENT = 1;
const EVENT_LINK = 2;
const EVENT_COMMIT_POSITION = 3;
const EVENT_RETRY_COUNT = 5;

/** A ReadResp with one event, around its bytes on disk. The position is that of the link, if there is one. */
export function resolvedEventFrame({ event, link }: ResolvedEvent, retryCount: number): Buffer {
  const fields = [];
  if (event) fields.push(lengthDelimited(EVENT_EVENT, event.bytes));
  if (link) fields.push(lengthDelimited(EVENT_LINK, link.bytes));
  const position = (link ?? event)?.position ?? 0;
  fields.push(varintField(EVENT_COMMIT_POSITION, position), varintField(EVENT_RETRY_COUNT, retryCount));
  return lengthDelimited(RESP_EVENT, ...fields);
}
