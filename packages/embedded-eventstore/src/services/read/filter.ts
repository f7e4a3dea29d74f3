import { status } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';

import type { EventSummary } from '../../wire/recorded-event';
import { InvalidRequestError } from '../errors';

export interface Filter {
  matches(event: EventSummary): boolean;
  /** The number of examined events between two checkpoints of a subscription; a read has none. */
  readonly checkpointEvery: number;
}

const DEFAULT_WINDOW = 32;
const MAX_EXPRESSION_LENGTH = 10_000;

/** A plain read needs no checkpoint interval: the .NET client leaves it out. */
export function parseFilter(options: ReadReq.Options.FilterOptions, isSubscription: boolean): Filter {
  const window = options.hasMax() ? options.getMax() : DEFAULT_WINDOW;
  const checkpointEvery = window * options.getCheckpointintervalmultiplier();
  const byStream = options.getStreamIdentifier();
  const byType = options.getEventType();
  const expression = byStream ?? byType;
  if (!expression) throw new InvalidRequestError('A filter is by stream name or by event type.');
  if (isSubscription && checkpointEvery <= 0) {
    throw new InvalidRequestError('The checkpoint interval has to be positive.', status.UNKNOWN);
  }
  const fits = textTest(expression);
  return { matches: event => fits(byStream ? event.stream : event.type), checkpointEvery };
}

/** Tests the prefixes if there are any, else the regular expression. */
function textTest(expression: ReadReq.Options.FilterOptions.Expression): (text: string) => boolean {
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0) return text => prefixes.some(prefix => text.startsWith(prefix));
  const source = expression.getRegex();
  if (source.length > MAX_EXPRESSION_LENGTH) throw new InvalidRequestError('The filter is too long.');
  try {
    const pattern = new RegExp(source, 'u');
    return text => pattern.test(text);
  } catch {
    throw new InvalidRequestError(`'${source}' is not a valid regular expression.`, status.UNKNOWN);
  }
}
