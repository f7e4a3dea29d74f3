import type { Metadata } from '@grpc/grpc-js';

import type { Random } from '../../../../../src/shared/random';
import { ANONYMOUS, callerNamed, type Caller } from '../caller';
import { UnauthenticatedError } from '../errors';
import { fingerprint, type PasswordHash, type Passwords } from './passwords';
import type { UserAccounts } from './user-accounts';

const MAX_REMEMBERED = 1_000;
const MAX_HEADER_LENGTH = 4_096;

interface Remembered {
  /** Of the event that the password was checked against: any change of the user makes it stale. */
  readonly position: number;
  readonly fingerprint: string;
}

/** Finds out who calls, from the credentials that come with the call (HTTP basic). */
export class Authenticator {
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

  /** A caller without credentials is anonymous. @throws {UnauthenticatedError} wrong ones, or a disabled user */
  async identify(metadata: Metadata): Promise<Caller> {
    const headers = metadata.get('authorization');
    if (headers.length === 0) return ANONYMOUS;
    const credentials = headers.length === 1 ? basicCredentials(String(headers[0])) : undefined;
    if (!credentials) throw new UnauthenticatedError();
    return this.signIn(credentials.login, credentials.password);
  }

  /** @throws {UnauthenticatedError} */
  async signIn(login: string, password: string): Promise<Caller> {
    const found = await this.users.find(login);
    if (!found) {
      // As slow as for a user that exists, so that the time does not tell who does.
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
    return callerNamed(login, account.groups);
  }

  private remember(login: string, remembered: Remembered): void {
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
    this.remembered.set(login, remembered);
  }
}

function basicCredentials(header: string): { login: string; password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header.slice(0, MAX_HEADER_LENGTH))?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  return colon > 0 ? { login: text.slice(0, colon), password: text.slice(colon + 1) } : undefined;
}
