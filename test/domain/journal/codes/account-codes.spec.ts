import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { AccountCodes, codedAccountFaults } from '../../../../src/domain/journal/codes/account-codes';
import { accountMappings, type AccountMappings } from '../../../../src/domain/journal/codes/account-mappings';
import { covers, isTie, parsePattern } from '../../../../src/domain/journal/codes/account-pattern';
import type { AccountMappingVersion, CodedAccount } from '../../../../src/domain/journal/events';

const coded = (account: string, code: string, description: string | null = null): CodedAccount => ({
  account,
  code,
  description,
});
const version = (validFrom: string, ...accounts: CodedAccount[]): AccountMappingVersion => ({
  ...{ name: 'cosif', version: 1, setBy: 'alice', setAt: '2026-11-30T12:00:00.000Z' },
  validFrom,
  accounts,
});
const NOON = new Date('2026-11-15T12:00:00-03:00');

/** The code of each ledger account at a time. */
const codesOf = (codes: AccountCodes, accounts: readonly string[], time = NOON) =>
  accounts.map(account => codes.codeAt(account, time)?.code);

describe('the code of a ledger account', () => {
  it('is that of its exact name, then of the longest beginning, then of every owner', () => {
    const codes = new AccountCodes([
      version(
        '2026-11-01',
        coded('account:*:*', 'every'),
        coded('account:shop-*:*', 'shops'),
        coded('account:shop-*:held', 'held of shops'),
        coded('account:shop-1*:held', 'held of shops with 1'),
        coded('account:shop-1:held', 'held of shop 1'),
        coded('provider:*:float', 'floats'),
        coded('house:*', 'ours'),
        coded('house:bank', 'our bank'),
      ),
    ]);
    const accounts = ['shop-1:held', 'shop-12:held', 'shop-2:held', 'shop-1:available', 'other:held'];
    expect(
      codesOf(
        codes,
        accounts.map(each => `account:${each}`),
      ),
    ).toEqual(['held of shop 1', 'held of shops with 1', 'held of shops', 'shops', 'every']);
    const others = ['provider:ntxpay:float', 'provider:ntxpay:fees', 'house:bank'];
    expect(codesOf(codes, others)).toEqual(['floats', undefined, 'our bank']);
  });

  it('changes with the first instant of a day in São Paulo', () => {
    const codes = new AccountCodes([
      version('2026-12-01', coded('provider:*:*', 'new')),
      version('2026-11-01', coded('provider:*:*', 'old')),
    ]);
    const at = (time: string) => codesOf(codes, ['provider:ntxpay:fees'], new Date(time))[0];
    expect(at('2026-10-31T23:59:59.999-03:00')).toBeUndefined();
    expect(at('2026-11-01T00:00:00-03:00')).toBe('old');
    expect(at('2026-11-30T23:59:59.999-03:00')).toBe('old');
    expect(at('2026-12-01T00:00:00-03:00')).toBe('new');
  });

  it('is that of the later version where two begin on one day', () => {
    const codes = new AccountCodes([
      version('2026-11-01', coded('provider:*:*', 'wrong')),
      version('2026-11-01', coded('provider:*:fees', 'right')),
    ]);
    expect(codesOf(codes, ['provider:ntxpay:fees', 'provider:ntxpay:float'])).toEqual(['right', undefined]);
  });

  it('has the description of the code, wherever that is given', () => {
    const codes = new AccountCodes([
      version('2026-11-01', coded('provider:*:fees', '8.1'), coded('provider:*:suspense', '8.1', 'Despesas')),
    ]);
    expect(codes.codeAt('provider:ntxpay:fees', NOON)).toEqual({ code: '8.1', codeName: 'Despesas' });
  });
});

describe('every ledger account that docs/books.md names', () => {
  const page = readFileSync(join(__dirname, '../../../../docs/books.md'), 'utf8');
  const table = page.split('## Ledger accounts')[1]!.split('\n## ')[0]!;
  const named = [...table.matchAll(/^\| `(\S+)`/gm)].map(([, name]) => name!.replaceAll(/<\w+>/g, 'x-1'));

  it('can have a code of its own, and one by a pattern', () => {
    expect(named.length).toBeGreaterThan(5);
    for (const account of named) {
      const wide = account.replace(/[^:]+$/, '*');
      for (const pattern of [account, wide]) {
        expect([pattern, codedAccountFaults([coded(pattern, '1')])]).toEqual([pattern, []]);
        const codes = new AccountCodes([version('2026-11-01', coded(pattern, '1'))]);
        expect([account, codesOf(codes, [account])]).toEqual([account, ['1']]);
      }
    }
  });
});

const owner = fc.constantFrom('*', 'a*', 'ab*', 'a', 'ab', 'abc', 'b*', 'b');
const pattern = fc
  .tuple(owner, fc.constantFrom('*', 'held', 'available'))
  .map(([name, part]) => `account:${name}:${part}`);

describe('patterns without faults', () => {
  it('give each ledger account the code of the one that is inside all others', () => {
    const accounts = fc.uniqueArray(pattern, { minLength: 1, maxLength: 6 });
    const property = fc.property(accounts, patterns => {
      const list = patterns.map(each => coded(each, each));
      fc.pre(codedAccountFaults(list).length === 0);
      const codes = new AccountCodes([version('2026-11-01', ...list)]);
      for (const ledgerAccount of ['a', 'ab', 'abc', 'b', 'z'].map(each => `account:${each}:held`)) {
        const fitting = patterns.filter(each => covers(parsePattern(each)!, parsePattern(ledgerAccount)!));
        const inside = fitting.filter(each =>
          fitting.every(other => covers(parsePattern(other)!, parsePattern(each)!)),
        );
        expect(codes.codeAt(ledgerAccount, NOON)?.code).toBe(inside[0]);
        expect(inside.length).toBe(Math.min(1, fitting.length));
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('tie exactly where a ledger account is one of both, and neither is inside the other', () => {
    fc.assert(
      fc.property(pattern, pattern, (left, right) => {
        const [one, other] = [parsePattern(left)!, parsePattern(right)!];
        expect(isTie(one, other)).toBe(isTie(other, one));
        if (left === right) expect(isTie(one, other)).toBe(true);
      }),
    );
  });
});

describe('a list of accounts with their codes', () => {
  it('is refused with every fault', () => {
    const faults = codedAccountFaults([
      coded('account:*:held', '4.1', 'Contas'),
      coded('account:shop-1:*', '4.1', 'Outras contas'),
      coded('account:*:held', '4.2'),
      coded('caixa', '1.1'),
      coded('provider:ntxpay:held', '1.1'),
      coded('account:*shop:held', '1.1'),
      coded('account:**:held', '1.1'),
    ]);
    expect(faults.map(({ index, field }) => [index, field])).toEqual([
      [1, 'account'],
      [1, 'description'],
      [2, 'account'],
      [2, 'account'],
      [3, 'account'],
      [4, 'account'],
      [5, 'account'],
      [6, 'account'],
    ]);
    expect(faults[0]!.message).toContain('account:*:held');
    expect(faults[2]!.message).toContain('must stand once');
  });

  it('may have several accounts of one code, and patterns inside one another', () => {
    const accounts = [
      coded('account:*:*', '4.1'),
      coded('account:*:held', '4.2'),
      coded('account:x:held', '4.1'),
    ];
    expect(codedAccountFaults(accounts)).toEqual([]);
  });
});

describe('a mapping', () => {
  const set = (state: AccountMappings, validFrom: string, ...accounts: CodedAccount[]) => {
    const { version: _version, ...terms } = version(validFrom, ...accounts);
    const decision = accountMappings.decide(state, { type: 'SetAccountMapping', set: terms });
    const events = decision.ok ? decision.value : [];
    return { state: events.reduce(accountMappings.evolve, state), events };
  };

  it('has a version for each change, and none for the same again', () => {
    const [old, other] = [coded('provider:*:fees', '8.1'), coded('provider:*:fees', '8.2')];
    const first = set(accountMappings.initial, '2026-11-01', old);
    const again = set(first.state, '2026-11-01', old);
    expect(again.events).toEqual([]);
    const second = set(again.state, '2026-11-01', other);
    const later = set(second.state, '2026-12-01', other);
    // What a later version replaced is set again by another version.
    const third = set(later.state, '2026-11-01', old);
    expect(
      third.state.get('cosif')!.map(each => [each.version, each.validFrom, each.accounts[0]!.code]),
    ).toEqual([
      [1, '2026-11-01', '8.1'],
      [2, '2026-11-01', '8.2'],
      [3, '2026-12-01', '8.2'],
      [4, '2026-11-01', '8.1'],
    ]);
  });
});
