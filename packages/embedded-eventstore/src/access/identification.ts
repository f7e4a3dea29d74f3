import type { Metadata } from '@grpc/grpc-js';

import type { Caller } from './caller';

/** Tells who makes a call, by the credentials in its metadata. */
export interface Identification {
  /**
   * A caller without credentials is anonymous.
   * @throws {UnauthenticatedError} when the credentials are wrong
   */
  identify(metadata: Metadata): Promise<Caller>;
}
