import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';

import { ADMINS, ANONYMOUS, createCaller, type Caller } from '../caller';
import { UnauthenticatedError } from '../errors';
import type { Identification } from '../identification';
import { credentialsIn, type BasicCredentials } from '../users/basic-credentials';
import { fingerprint } from '../users/passwords';

/** One login that may do everything. The server's log has no record of it. */
export class SingleLogin implements Identification {
  private readonly secret = randomBytes(32).toString('hex');
  private readonly expected: Buffer;
  private readonly owner: Caller;

  constructor({ login, password }: BasicCredentials) {
    this.expected = this.digest({ login, password });
    this.owner = createCaller(login, [ADMINS]);
  }

  async identify(metadata: Metadata): Promise<Caller> {
    const given = credentialsIn(metadata);
    if (given === 'none') return ANONYMOUS;
    if (given === 'malformed' || !timingSafeEqual(this.digest(given), this.expected))
      throw new UnauthenticatedError();
    return this.owner;
  }

  /** Two digests have one length, whatever was given. A login has no colon, so two different pairs differ here. */
  private digest({ login, password }: BasicCredentials): Buffer {
    return Buffer.from(fingerprint(`${login}:${password}`, this.secret), 'hex');
  }
}
