import type { Random } from '../../core/random';
import { InvalidRequestError } from '../../services/errors';
import { isAdmin, type Caller } from '../caller';
import { AccessDeniedError } from '../errors';
import type { Passwords } from './passwords';
import type { FoundAccount, UserAccounts } from './user-accounts';

export interface NewUser {
  readonly login: string;
  readonly password: string;
  readonly fullName: string;
  readonly groups: readonly string[];
}

/**
 * The actions of administrators on users, and of users on themselves. All throw AccessDeniedError for other callers.
 */
export interface UserAdministration {
  create(by: Caller, user: NewUser): Promise<void>;
  update(by: Caller, login: string, changes: Pick<NewUser, 'fullName' | 'groups'>): Promise<void>;
  delete(by: Caller, login: string): Promise<void>;
  setDisabled(by: Caller, login: string, disabled: boolean): Promise<void>;
  /** Changes the password of the caller. */
  changePassword(by: Caller, login: string, passwords: { current: string; next: string }): Promise<void>;
  /** Sets the password of any user; for administrators. */
  resetPassword(by: Caller, login: string, password: string): Promise<void>;
  /** Returns one user or, without a login, all users. */
  details(by: Caller, login: string | undefined): Promise<FoundAccount[]>;
}

/** This is long enough for the name of a person and short enough for the name of a stream. */
const MAX_NAME_LENGTH = 200;
const MAX_GROUPS = 1_000;
/** A leading `$` belongs to the server's roles: a user with the name `$admins` would look like that role. */
const NAME_SHAPE = /^[^\s$\p{C}:@/][^\s\p{C}:@/]*$/u;

export class UserAdministrator implements UserAdministration {
  constructor(
    private readonly users: UserAccounts,
    private readonly passwords: Passwords,
    private readonly random: Random,
  ) {}

  async create(by: Caller, user: NewUser): Promise<void> {
    requireAdmin(by);
    await this.add(user);
  }

  async update(by: Caller, login: string, changes: Pick<NewUser, 'fullName' | 'groups'>): Promise<void> {
    requireAdmin(by);
    requireValidNames(changes);
    const { fullName, groups } = changes;
    await this.users.change(login, account => ({ ...account, fullName, groups }));
  }

  async delete(by: Caller, login: string): Promise<void> {
    requireAdmin(by);
    await this.users.delete(login);
  }

  async setDisabled(by: Caller, login: string, disabled: boolean): Promise<void> {
    requireAdmin(by);
    await this.users.change(login, account => ({ ...account, disabled }));
  }

  async changePassword(
    by: Caller,
    login: string,
    passwords: { current: string; next: string },
  ): Promise<void> {
    if (by.login === undefined || by.login !== login) throw new AccessDeniedError();
    const { account } = await this.users.get(login);
    if (!(await this.passwords.matches(passwords.current, account.password))) throw new AccessDeniedError();
    await this.setPassword(login, passwords.next);
  }

  async resetPassword(by: Caller, login: string, password: string): Promise<void> {
    requireAdmin(by);
    await this.users.get(login);
    await this.setPassword(login, password);
  }

  async details(by: Caller, login: string | undefined): Promise<FoundAccount[]> {
    if (!isAdmin(by) && (login === undefined || login !== by.login)) throw new AccessDeniedError();
    return login === undefined ? this.users.list() : [await this.users.get(login)];
  }

  /** Creates the first users of EventStoreDB. It does not create a user again that was deleted. */
  async createDefaults(): Promise<void> {
    const defaults = [
      { login: 'admin', fullName: 'Event Store Administrator', groups: ['$admins'] },
      { login: 'ops', fullName: 'Event Store Operations', groups: ['$ops'] },
    ];
    for (const user of defaults) {
      if (!(await this.users.hasEverExisted(user.login))) await this.add({ ...user, password: 'changeit' });
    }
  }

  private async add(user: NewUser): Promise<void> {
    const { login, fullName, groups } = user;
    if (login.length > MAX_NAME_LENGTH || !NAME_SHAPE.test(login)) {
      throw new InvalidRequestError(
        'A login name is needed: at most 200 characters, no spaces, no leading $.',
      );
    }
    requireValidNames(user);
    const password = await this.hashPassword(user.password);
    await this.users.create({ login, fullName, groups, disabled: false, password });
  }

  private async setPassword(login: string, password: string): Promise<void> {
    const hash = await this.hashPassword(password);
    await this.users.change(login, account => ({ ...account, password: hash }));
  }

  private async hashPassword(password: string) {
    if (password === '') throw new InvalidRequestError('A password is needed.');
    return this.passwords.hash(password, this.random.uuid().replaceAll('-', ''));
  }
}

function requireAdmin(by: Caller): void {
  if (!isAdmin(by)) throw new AccessDeniedError();
}

function requireValidNames({ fullName, groups }: Pick<NewUser, 'fullName' | 'groups'>): void {
  const fits = fullName.length <= MAX_NAME_LENGTH && groups.length <= MAX_GROUPS;
  if (!fits || groups.some(group => group === '' || group.length > MAX_NAME_LENGTH)) {
    throw new InvalidRequestError('The full name or the groups are too long, or a group has no name.');
  }
}
