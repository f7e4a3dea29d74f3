import { createHmac, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

import { BusyError } from '../../write/requests';

/** A stored password: salt and hash in hex, and the cost of the hash. */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: string;
  readonly cost: number;
}

/** A cost of 2^15 at block size 8 takes 32 MiB and about a tenth of a second. */
const COST = 2 ** 15;
const BLOCK_SIZE = 8;
const HASH_BYTES = 32;
const MAX_WAITING = 256;

/**
 * Hashes one password at a time. The same threads hash and write to disk, so many wrong passwords must not block them.
 */
export class Passwords {
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  /** `salt` is 32 random hex digits, used for this password only. */
  async hash(password: string, salt: string): Promise<PasswordHash> {
    const hash = await this.derive(password, salt, COST);
    return { salt, hash: hash.toString('hex'), cost: COST };
  }

  async matches(password: string, stored: PasswordHash): Promise<boolean> {
    const hash = await this.derive(password, stored.salt, stored.cost);
    const expected = Buffer.from(stored.hash, 'hex');
    return expected.length === hash.length && timingSafeEqual(expected, hash);
  }

  /** @throws {BusyError} when too many passwords wait */
  private async derive(password: string, salt: string, cost: number): Promise<Buffer> {
    if (this.waiting >= MAX_WAITING) throw new BusyError('Too many passwords are waiting to be checked.');
    this.waiting += 1;
    const derived = this.last.then(() => deriveKey(password, Buffer.from(salt, 'hex'), cost));
    this.last = derived.catch(() => undefined);
    try {
      return await derived;
    } finally {
      this.waiting -= 1;
    }
  }
}

function deriveKey(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options: ScryptOptions = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: 256 * cost * BLOCK_SIZE };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize(), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** A short hash to recognise the same password again, so that the server does not keep the password. */
export const fingerprint = (password: string, secret: string): string =>
  createHmac('sha256', secret).update(password).digest('hex');
