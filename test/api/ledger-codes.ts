import supertest from 'supertest';
import type { InMemoryEventStore } from '../support/in-memory-event-store';
import { ADMIN_KEY } from './ports';

interface Served {
  readonly url: string;
  readonly store: Pick<InMemoryEventStore, 'log'>;
}

/** The histories begin at nine in the evening of the day before the second one. */
const MAPPING: readonly (readonly [string, readonly object[]])[] = [
  ['2025-12-01', [{ account: 'provider:*:*', code: '1.1', description: 'Recursos' }]],
  [
    '2026-01-01',
    [
      { account: 'provider:*:float', code: '1.1.2.05.00-0', description: '=Recursos no provedor' },
      { account: 'account:*:*', code: '4.1.9', description: 'Contas de pagamento' },
      { account: 'account:merchant-0:held', code: '1.1.2.05.00-0' },
    ],
  ],
];

const putAt = (url: string, name: string, body: object) =>
  supertest(url).put(`/v1/account-mappings/${name}`).set('Authorization', `Bearer ${ADMIN_KEY}`).send(body);

/** Sets the mapping `cosif` with its two versions. */
export async function setMapping(url: string): Promise<void> {
  for (const [validFrom, accounts] of MAPPING) await putAt(url, 'cosif', { validFrom, accounts }).expect(200);
}

interface Line {
  readonly ledgerAccount: string;
  readonly code: string | null;
  readonly codeName: string | null;
  readonly currency: string;
  readonly debit: string;
  readonly credit: string;
}
interface Coded {
  readonly accounts: readonly Line[];
  readonly codes: readonly (Line & { readonly ledgerAccounts: number })[];
  readonly totals: readonly { currency: string; debit: string; credit: string }[];
  readonly mapping: { name: string; version: number };
  readonly unmapped: { count: number; ledgerAccounts: string[] };
}
interface Entries {
  readonly items: readonly { readonly bookedAt: string; readonly postings: readonly Line[] }[];
}

/** What the codes of `cosif` are over books of a written history. */
export function describeLedgerCodes(books: () => Served): void {
  const get = (path: string) => supertest(books().url).get(path).set('Authorization', `Bearer ${ADMIN_KEY}`);
  const put = (name: string, body: object) => putAt(books().url, name, body);
  const balance = async (query: string): Promise<Coded> =>
    (await get(`/v1/ledger/trial-balance?mapping=cosif${query}`).expect(200)).body as Coded;
  const minor = (amount: string) => BigInt(amount.replace('.', ''));
  /** By another way than the code under test. */
  const wanted = (ledgerAccount: string) => {
    if (ledgerAccount === 'account:merchant-0:held' || ledgerAccount.endsWith(':float'))
      return '1.1.2.05.00-0';
    return ledgerAccount.startsWith('account:') ? '4.1.9' : null;
  };

  it('stand beside each ledger account, and what has none is named', async () => {
    const { accounts, mapping, unmapped } = await balance('');
    expect(mapping).toEqual({ name: 'cosif', version: 2 });
    expect(accounts.map(({ code }) => code)).toEqual(accounts.map(each => wanted(each.ledgerAccount)));
    const without = accounts.filter(({ code }) => code === null);
    expect(unmapped.ledgerAccounts).toEqual([...new Set(without.map(each => each.ledgerAccount))]);
    expect([unmapped.count, unmapped.count > 0]).toEqual([unmapped.ledgerAccounts.length, true]);
    // The description of a code counts for each ledger account of the code.
    const held = accounts.find(({ ledgerAccount }) => ledgerAccount === 'account:merchant-0:held');
    expect(held?.codeName).toBe('=Recursos no provedor');
  });

  it('have the sums of their ledger accounts, and the sums of all stay those of the books', async () => {
    const { accounts } = await balance('');
    const grouped = await balance('&groupBy=code');
    expect(grouped.accounts).toEqual([]);
    expect(grouped.codes.at(-1)!.code).toBeNull();
    for (const { code, currency, debit, credit, ledgerAccounts } of grouped.codes) {
      const lines = accounts.filter(line => line.code === code && line.currency === currency);
      expect(ledgerAccounts).toBe(lines.length);
      const sumOf = (side: 'debit' | 'credit') => lines.reduce((sum, line) => sum + minor(line[side]), 0n);
      expect([minor(debit), minor(credit)]).toEqual([sumOf('debit'), sumOf('credit')]);
    }
    for (const { currency, debit, credit } of grouped.totals) {
      const codes = grouped.codes.filter(each => each.currency === currency);
      expect(codes.reduce((sum, each) => sum + minor(each.debit), 0n)).toBe(minor(debit));
      expect(codes.reduce((sum, each) => sum + minor(each.credit), 0n)).toBe(minor(credit));
    }
  });

  it('of an entry are those of its day in São Paulo', async () => {
    const entries = (await get('/v1/ledger/entries?limit=200&mapping=cosif').expect(200)).body as Entries;
    const postings = entries.items.flatMap(({ bookedAt, postings: each }) =>
      each.map(posting => ({ bookedAt, ...posting })),
    );
    const [before, after] = [new Set<string | null>(), new Set<string | null>()];
    for (const { bookedAt, ledgerAccount, code } of postings) {
      const isBefore = bookedAt < '2026-01-01T03:00:00';
      const old = ledgerAccount.startsWith('provider:') ? '1.1' : null;
      expect(code).toBe(isBefore ? old : wanted(ledgerAccount));
      (isBefore ? before : after).add(code);
    }
    expect([before.size, after.size]).toEqual([2, 3]);
    const page = await get('/v1/ledger/entries?limit=3&mapping=cosif').expect(200);
    expect(page.body).toMatchObject({ mapping: { name: 'cosif', version: 2 }, unmapped: { count: 2 } });
    const plain = (await get('/v1/ledger/entries?limit=3').expect(200)).text;
    expect(plain).not.toMatch(/"code"|"mapping"|"unmapped"/);
  });

  it('of a past moment are those that were recorded then, or those of a version that is named', async () => {
    const past = books().store.log[60]!.position.commit;
    const asOf = `&asOf=${past}/${past}`;
    const refused = await get(`/v1/ledger/trial-balance?mapping=cosif${asOf}`).expect(400);
    expect((refused.body as { errors: object[] }).errors).toMatchObject([
      { field: 'mappingVersion', message: expect.stringContaining('up to 2') as string },
    ]);
    const named = await balance(`${asOf}&mappingVersion=2`);
    expect(named.mapping.version).toBe(2);
    // The version of the balance's own day counts: its last entry is of the day before the second version.
    expect(new Set(named.accounts.map(({ code }) => code))).toEqual(new Set(['1.1', null]));
    // A later version changes neither what is named, nor what is asked for as of a moment before it.
    const log = books().store.log.at(-1)!.position;
    const now = `&asOf=${log.commit}/${log.prepare}`;
    const before = await balance(now);
    await put('cosif', { validFrom: '2025-12-01', accounts: [{ account: 'provider:*:*', code: 'later' }] });
    expect(await balance(`${asOf}&mappingVersion=2`)).toEqual(named);
    expect(await balance(now)).toEqual(before);
    expect((await balance(`${asOf}&mappingVersion=3`)).accounts.map(({ code }) => code)).toContain('later');
  });

  it.each([
    ['/v1/ledger/trial-balance?mapping=none', 'mapping'],
    ['/v1/ledger/trial-balance?mapping=cosif&mappingVersion=99', 'mappingVersion'],
    ['/v1/ledger/trial-balance?mappingVersion=1', 'mapping'],
    ['/v1/ledger/trial-balance?groupBy=code', 'groupBy'],
    ['/v1/ledger/entries?mapping=none&format=csv', 'mapping'],
    ['/v1/ledger/entries?mapping=Cosif', 'mapping'],
  ])('are refused with %s', async (path, field) => {
    const { body } = await get(path).expect(400);
    expect((body as { errors: { field: string }[] }).errors.map(each => each.field)).toEqual([field]);
  });

  it('are kept with every version, and a mapping with faults is refused with all of them', async () => {
    const accounts = [
      { account: 'account:*:held', code: '4.1', description: 'Contas' },
      { account: 'account:x:*', code: '4.1', description: 'Outras' },
      { account: 'caixa', code: '1' },
    ];
    const { body } = await put('erp', { validFrom: '2026-11-01', accounts }).expect(400);
    expect((body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual([
      'accounts.1.account',
      'accounts.1.description',
      'accounts.2.account',
    ]);
    const shape = await put('erp', { validFrom: '2026-02-30', accounts: [{ account: 7, colour: 'x' }] });
    expect((shape.body as { errors: { field: string }[] }).errors.map(({ field }) => field).sort()).toEqual([
      'accounts.0.account',
      'accounts.0.code',
      'accounts.0.colour',
      'validFrom',
    ]);
    await get('/v1/account-mappings/erp').expect(404);
    const first = { validFrom: '2026-11-01', accounts: [{ account: 'account:*:*', code: '4' }] };
    expect((await put('erp', first).expect(200)).body).toMatchObject({ name: 'erp', version: 1 });
    expect((await put('erp', first).expect(200)).body).toMatchObject({ version: 1 });
    await put('erp', { ...first, validFrom: '2026-12-01' }).expect(200);
    const { body: kept } = await get('/v1/account-mappings/erp').expect(200);
    expect(kept).toMatchObject({ versions: [{ version: 1 }, { version: 2, validFrom: '2026-12-01' }] });
    const { body: list } = await get('/v1/account-mappings').expect(200);
    expect((list as { items: { name: string }[] }).items.map(({ name }) => name)).toEqual(['cosif', 'erp']);
    await put('ERP!', first).expect(404);
  });
}
