import type { Metadata } from '@grpc/grpc-js';

import type { Random } from '../../core/random';
import { ANONYMOUS, createCaller, type Caller } from '../caller';
import { UnauthenticatedError } from '../errors';
import type { Identification } from '../identification';
import { credentialsIn } from './basic-credentials';
import { fingerprint, type PasswordHash, type Passwords } from './passwords';
import type { UserAccounts } from './user-accounts';

const MAX_REMEMBERED = 1_000;

interface Remembered {
  /** The position of the user's event at that check. Any change of the user makes the entry stale. */
  readonly position: number;
  readonly fingerprint: string;
}

/** Identifies callers by the credentials of their calls (HTTP basic). */
export class Authenticator implements Identification {
  private readonly remembered = new Map<string, Remembered>();
  private readonly secret: string;
  private readonly decoy: PasswordHash;

  constructor(
    private readonly users: UserAccounts,
    private readonly passwords: Passwords,
    random: Random,
  ) {
    this.secret = random.uuid();
    const salt = random.uuid().replaceAll('-', '');
    this.decoy = { salt, hash: salt + salt, cost: 2 ** 15 };
  }

  /**
   * A caller without credentials is anonymous.
   * @throws {UnauthenticatedError} when the credentials are wrong or the user is disabled
   */
  async identify(metadata: Metadata): Promise<Caller> {
    const given = credentialsIn(metadata);
    if (given === 'none') return ANONYMOUS;
    if (given === 'malformed') throw new UnauthenticatedError();
    return this.signIn(given.login, given.password);
  }

  /** @throws {UnauthenticatedError} when the login or the password is wrong, or the user is disabled */
  async signIn(login: string, password: string): Promise<Caller> {
    const found = await this.users.find(login);
    if (!found) {
      // This takes as long as for an existing user, so that the time does not show which users exist.
      await this.passwords.matches(password, this.decoy);
      throw new UnauthenticatedError();
    }
    const { account, position } = found;
    const print = fingerprint(password, this.secret);
    const known = this.remembered.get(login);
    const isKnown = known?.position === position && known.fingerprint === print;
    if (!isKnown && !(await this.passwords.matches(password, account.password))) {
      throw new UnauthenticatedError();
    }
    if (account.disabled) throw new UnauthenticatedError();
    if (!isKnown) this.remember(login, { position, fingerprint: print });
    return createCaller(login, account.groups);
  }

  private remember(login: string, remembered: Remembered): void {
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
    this.remembered.set(login, remembered);
  }
}
