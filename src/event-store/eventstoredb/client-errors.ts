import {
  AccessDeniedError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  TimeoutError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';

import { DiskFull, Fault, Refused } from '../../shared/fault';
import { Bug } from '../../shared/invariant';
import { StreamTombstoned } from '../event-store';

/** The embedded server's own sentence: the client has no error class for it. */
const DISK_FULL = /The disk is full/;
const isDiskFull = (error: unknown): boolean => error instanceof Error && DISK_FULL.test(error.message);

/**
 * The server says that its own time limit passed. EventStoreDB says so of a repeat whose original it is still writing. The
 * outcome is unknown, and the connection is sound. Its error has no message.
 */
const isTooSlow = (error: unknown): boolean =>
  error instanceof DeadlineExceededError || error instanceof TimeoutError;

/** The server has answered: there is nothing wrong with the connection. */
export const isServerAnswer = (error: unknown): boolean =>
  error instanceof WrongExpectedVersionError ||
  error instanceof StreamNotFoundError ||
  error instanceof StreamDeletedError ||
  error instanceof MaxAppendSizeExceededError ||
  error instanceof AccessDeniedError ||
  error instanceof Refused ||
  isTooSlow(error) ||
  isDiskFull(error);

/** Whatever else the client says, the store is away or what it did is not known. A bug stays a bug. */
export function asFault(error: unknown): Error {
  if (error instanceof Bug || error instanceof Fault) return error;
  if (error instanceof StreamDeletedError) return new StreamTombstoned(error.streamName);
  const options = { cause: error };
  if (error instanceof MaxAppendSizeExceededError)
    return new Bug('An append is larger than the event store takes', options);
  if (error instanceof AccessDeniedError)
    return new Refused(
      'event store',
      'The event store denies access: its user lacks the rights, or its password is wrong',
      options,
    );
  if (isDiskFull(error)) return new DiskFull('event store', options);
  if (isTooSlow(error))
    return new Fault('event store', 'The event store exceeded its own time limit', options);
  return new Fault('event store', `The event store is away or failed: ${reasonOf(error)}`, options);
}

/** The client gives some errors no message: then the name of their class says most. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || error.constructor.name;
}
