import { status, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';

import { RefusedError, statusOf } from './errors';

/** Refuses every call of a service that this server does not have, with a sentence. */
export function notOffered(service: ServiceDefinition, sentence: string): UntypedServiceImplementation {
  const refusal = statusOf(new RefusedError(status.UNIMPLEMENTED, sentence));
  const answered: Answered = (_call, callback) => callback(refusal);
  const streamed: Streamed = call => void call.emit('error', refusal);
  return Object.fromEntries(
    Object.entries(service).map(([name, { responseStream }]) => [name, responseStream ? streamed : answered]),
  );
}

type Answered = (call: unknown, callback: (error: object) => void) => void;
type Streamed = (call: { emit(event: 'error', error: object): unknown }) => void;
