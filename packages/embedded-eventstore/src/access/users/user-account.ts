import { CorruptDataError } from '../../storage/corrupt-data';
import { parseObject } from '../../storage/heads/stream-head';
import type { PasswordHash } from './passwords';

export interface UserAccount {
  readonly login: string;
  readonly fullName: string;
  readonly groups: readonly string[];
  readonly disabled: boolean;
  readonly password: PasswordHash;
}

const MAX_COST = 2 ** 20;

/**
 * Reads the user in an event of `$user-<login>`.
 * @throws {CorruptDataError} when this server did not write the event, so no caller may sign in with it
 */
export function parseUserAccount(login: string, data: Buffer): UserAccount {
  const { fullName, groups, disabled, salt, hash, cost } = parseObject(data);
  if (
    typeof fullName !== 'string' ||
    !isTextList(groups) ||
    typeof disabled !== 'boolean' ||
    !isHex(salt) ||
    !isHex(hash) ||
    !isCost(cost)
  ) {
    throw new CorruptDataError(`The record of user '${login}' is not one that this server wrote.`);
  }
  return { login, fullName, groups, disabled, password: { salt, hash, cost } };
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string');

const isHex = (value: unknown): value is string =>
  typeof value === 'string' && /^(?:[0-9a-f]{2}){16,64}$/.test(value);

const isCost = (value: unknown): value is number =>
  typeof value === 'number' && value >= 2 && value <= MAX_COST && Number.isInteger(Math.log2(value));
