import type { AccountMappingVersion, CodedAccount } from '../events';
import { bySpecificity, covers, isTie, parsePattern, type AccountPattern } from './account-pattern';

/** A code of another chart of accounts, like COSIF's. */
export interface AccountCode {
  readonly code: string;
  /** Its name there. */
  readonly codeName: string | null;
}

type FindCode = (ledgerAccount: string) => AccountCode | undefined;

/** The clock of São Paulo is three hours behind UTC, and has been since before the first of our books. */
const HOURS_BEHIND_UTC = '03:00:00Z';

/** The first instant of a day (`2026-11-01`) of the books. */
const beginningOfBooksDay = (day: string): Date => new Date(`${day}T${HOURS_BEHIND_UTC}`);

/** Finds codes by ledger account and time: the version of the last first day that is not after the time counts. */
export class AccountCodes {
  private readonly versions: readonly { readonly begins: Date; readonly find: FindCode }[];

  /** @param versions in the order in which they were set: of two with one first day the later one counts */
  constructor(versions: readonly AccountMappingVersion[]) {
    this.versions = standingVersions(versions).map(({ validFrom, accounts }) => ({
      begins: beginningOfBooksDay(validFrom),
      find: codeFinder(accounts),
    }));
  }

  /** Returns undefined where no version names the ledger account, or none was valid yet. */
  codeAt(ledgerAccount: string, time: Date): AccountCode | undefined {
    return this.versions.find(({ begins }) => begins <= time)?.find(ledgerAccount);
  }
}

/** The versions that count, with the last first day first. */
const standingVersions = (versions: readonly AccountMappingVersion[]): AccountMappingVersion[] =>
  [...new Map(versions.map(version => [version.validFrom, version])).values()].sort((left, right) =>
    left.validFrom < right.validFrom ? 1 : -1,
  );

function codeFinder(accounts: readonly CodedAccount[]): FindCode {
  const names = new Map(
    accounts.flatMap(({ code, description }) => (description === null ? [] : [[code, description]])),
  );
  const patterns = accounts
    .map(({ account, code }) => ({ pattern: patternOf(account), code }))
    .sort((left, right) => bySpecificity(left.pattern, right.pattern));
  return ledgerAccount => {
    const parsed = parsePattern(ledgerAccount);
    const found = parsed && patterns.find(({ pattern }) => covers(pattern, parsed));
    return found && { code: found.code, codeName: names.get(found.code) ?? null };
  };
}

/** What was recorded was checked before. A pattern that cannot be read stands for no ledger account. */
const NOTHING: AccountPattern = { kind: 'account', owner: '', part: '' };
const patternOf = (account: string): AccountPattern => parsePattern(account) ?? NOTHING;

interface AccountFault {
  /** Counted from 0. */
  readonly index: number;
  readonly field: 'account' | 'description';
  readonly message: string;
}

/** Everything that makes a list of coded accounts useless. */
export const codedAccountFaults = (accounts: readonly CodedAccount[]): AccountFault[] =>
  accounts.flatMap((each, index) => {
    const before = accounts.slice(0, index);
    return [...accountFaults(each, before, index), ...descriptionFaults(each, before, index)];
  });

function accountFaults(
  { account }: CodedAccount,
  before: readonly CodedAccount[],
  index: number,
): AccountFault[] {
  const pattern = parsePattern(account);
  if (!pattern) {
    const message =
      'must be a ledger account, like account:merchant-1:held, or a pattern, like provider:*:float';
    return [{ index, field: 'account', message }];
  }
  return before
    .filter(other => isTie(parsePattern(other.account) ?? NOTHING, pattern))
    .map(other => ({ index, field: 'account', message: tieText(account, other.account) }));
}

const tieText = (account: string, other: string): string =>
  account === other
    ? `must stand once: ${account} stands before it`
    : `must not share a ledger account with ${other}: neither is inside the other`;

function descriptionFaults(
  { code, description }: CodedAccount,
  before: readonly CodedAccount[],
  index: number,
): AccountFault[] {
  const other = before.find(each => each.code === code && each.description !== null)?.description;
  if (description === null || other === undefined || other === description) return [];
  return [{ index, field: 'description', message: `must be that of the same code before it: ${other}` }];
}
