import type { Random } from '../core/random';
import type { EventLog } from '../storage/event-log';
import type { GroupWriter } from '../write/group-writer';
import type { AccessChanges } from './access-changes';
import { Authenticator } from './users/authenticator';
import { SingleLogin } from './login/single-login';
import type { BasicCredentials } from './users/basic-credentials';
import { OPEN_GUARD, SecureGuard, type Guard } from './guard';
import { Passwords } from './users/passwords';
import { UserAccounts } from './users/user-accounts';
import { UserAdministrator } from './users/user-administration';

export interface Security {
  readonly guard: Guard;
  readonly users: UserAdministrator | undefined;
}

export interface SecurityParts {
  readonly log: EventLog;
  readonly writer: GroupWriter;
  readonly random: Random;
  readonly changes: AccessChanges;
}

export const noSecurity: Security = { guard: OPEN_GUARD, users: undefined };

/** One login that may do everything, and no users. */
export const loginSecurity = (
  { log, changes }: Pick<SecurityParts, 'log' | 'changes'>,
  login: BasicCredentials,
): Security => ({ guard: new SecureGuard(log, new SingleLogin(login), changes), users: undefined });

/** Switches users, passwords and access lists on. The first start creates the default users. */
export async function startSecurity({ log, writer, random, changes }: SecurityParts): Promise<Security> {
  const accounts = new UserAccounts(log, writer, random);
  const passwords = new Passwords();
  const users = new UserAdministrator(accounts, passwords, random);
  await users.createDefaults();
  return { guard: new SecureGuard(log, new Authenticator(accounts, passwords, random), changes), users };
}
