import type { Random } from '../../core/random';
import type { EventLog } from '../../storage/event-log';
import { firstVisible, metastreamOf } from '../../storage/heads/stream-head';
import { createdMsOf, dataOf } from '../../wire/recorded-event';
import type { GroupWriter } from '../../write/group-writer';
import type { Expected } from '../../write/requests';
import { UserConflictError, UserNotFoundError } from '../errors';
import { parseUserAccount, type UserAccount } from './user-account';

/** The last version of a user, with its place. */
export interface FoundAccount {
  readonly account: UserAccount;
  readonly revision: number;
  readonly position: number;
  readonly updatedMs: number;
}

const USERS_STREAM = '$users';
const streamOf = (login: string): string => `$user-${login}`;
const ONLY_ADMINS = '{"$acl":{"$r":"$admins","$w":"$admins","$d":"$admins","$mr":"$admins","$mw":"$admins"}}';
const ANY: Expected = { kind: 'any' };

/** The users, in the streams of EventStoreDB: `$user-<login>` has one user, `$users` lists all names. */
export class UserAccounts {
  constructor(
    private readonly log: EventLog,
    private readonly writer: GroupWriter,
    private readonly random: Random,
  ) {}

  /** @throws {CorruptDataError} when this server did not write the record of the user */
  async find(login: string): Promise<FoundAccount | undefined> {
    const stream = streamOf(login);
    const head = await this.log.head(stream);
    // A new user begins with new stream metadata. Events before it stay deleted.
    if (head.tombstoned || firstVisible(stream, head) > head.revision) return undefined;
    const [event] = await this.log.readStreamForwards(stream, head.revision, head.revision);
    if (!event) return undefined;
    return {
      account: parseUserAccount(login, dataOf(event.bytes)),
      revision: head.revision,
      position: event.position,
      updatedMs: createdMsOf(event.bytes),
    };
  }

  /** @throws {UserNotFoundError} when the user does not exist */
  async get(login: string): Promise<FoundAccount> {
    const found = await this.find(login);
    if (!found) throw new UserNotFoundError(login);
    return found;
  }

  /** Every user, sorted by login. */
  async list(): Promise<FoundAccount[]> {
    const found: FoundAccount[] = [];
    for (const login of [...(await this.listLogins())].sort()) {
      const account = await this.find(login);
      if (account) found.push(account);
    }
    return found;
  }

  /** Returns whether a user of this name has ever existed, also when it is deleted now. */
  async hasEverExisted(login: string): Promise<boolean> {
    const head = await this.log.head(streamOf(login));
    return head.revision >= 0 || head.tombstoned === true;
  }

  /**
   * Writes the user last, so that a user who can sign in is always protected and listed in `$users`.
   * @throws {UserConflictError} when the user exists
   */
  async create(account: UserAccount): Promise<void> {
    const { login } = account;
    if (await this.find(login)) throw new UserConflictError(login);
    const { revision } = await this.log.head(streamOf(login));
    await this.append(login, metastreamOf(streamOf(login)), '$metadata', ONLY_ADMINS, ANY);
    await this.append(login, USERS_STREAM, '$User', login, ANY);
    await this.write(account, '$UserCreated', revision);
  }

  /** @throws {UserNotFoundError | UserConflictError} when the user does not exist, or another call changed it */
  async change(login: string, change: (account: UserAccount) => UserAccount): Promise<void> {
    const { account, revision } = await this.get(login);
    await this.write(change(account), '$UserUpdated', revision);
  }

  /** @throws {UserNotFoundError | UserConflictError} when the user does not exist, or another call changed it */
  async delete(login: string): Promise<void> {
    const { revision } = await this.get(login);
    const expected: Expected = { kind: 'exact', revision };
    const outcome = await this.writer.submit({ kind: 'delete', stream: streamOf(login), expected });
    if (outcome.kind !== 'written') throw new UserConflictError(login);
  }

  private async write(account: UserAccount, type: string, revision: number): Promise<void> {
    const { login, password, ...rest } = account;
    const data = JSON.stringify({ loginName: login, ...rest, ...password });
    const expected: Expected = revision < 0 ? { kind: 'no_stream' } : { kind: 'exact', revision };
    await this.append(login, streamOf(login), type, data, expected);
  }

  private async append(login: string, stream: string, type: string, data: string, expected: Expected) {
    const contentType = type === '$User' ? 'application/octet-stream' : 'application/json';
    const event = { type, contentType, data: Buffer.from(data), metadata: Buffer.alloc(0) };
    const events = [{ id: this.random.uuid(), ...event }];
    const outcome = await this.writer.submit({ kind: 'append', stream, expected, events });
    if (outcome.kind !== 'written') throw new UserConflictError(login);
  }

  private async listLogins(): Promise<Set<string>> {
    const logins = new Set<string>();
    const { revision: last } = await this.log.head(USERS_STREAM);
    for (let next = 0; next <= last;) {
      const events = await this.log.readStreamForwards(USERS_STREAM, next, last);
      for (const event of events) logins.add(dataOf(event.bytes).toString());
      next += events.length;
    }
    return logins;
  }
}
