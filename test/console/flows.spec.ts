import type { Browser } from 'playwright-core';
import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { commandsTo } from '../support/another-client';
import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';
import type { PageView, PayoutView } from '../support/views';
import { Person, startBrowser } from './browser';

const holdfast = serviceOfThisFile();
let browser: Browser | undefined;
const keys = new Map<string, string>();

const ALL: Scope[] = [
  'payouts:read',
  'personal:read',
  'ledger:read',
  'cases:read',
  'cases:decide',
  'limits',
  'audit',
  'keys',
];

async function makePerson(name: string, scopes: Scope[] = ALL): Promise<void> {
  const tools = { store: holdfast().service.store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, name, scopes, { kind: 'person' });
  if (!made.ok) throw new Error(made.refusal);
  keys.set(name, made.value.key);
  await eventually(`the key of ${name} is known`, async () => {
    const headers = { Authorization: `Bearer ${made.value.key}` };
    return (await fetch(`${holdfast().service.url}/console/session`, { headers })).status === 200;
  });
}

beforeAll(async () => {
  browser = await startBrowser();
  for (const name of ['ana', 'bea', 'caio']) await makePerson(name);
  await makePerson('reader', ['payouts:read']);
  await holdfast().api.openAccount('merchant-1');
  await holdfast().api.deposit('merchant-1', '1000.00');
});
afterAll(() => browser?.close());

/** A flow of one person at the console. It is skipped where there is no browser. */
const flow = (name: string, of: string, run: (person: Person) => Promise<void>): void =>
  it(name, async () => {
    if (!browser) return;
    const person = await Person.signIn(browser, holdfast().service.url, keys.get(of) ?? of);
    try {
      await run(person);
      expect(person.complaints).toEqual([]);
    } finally {
      await person.leave();
    }
  });

const ask = async (reference: string, amount: string, scenario = 'complete'): Promise<string> => {
  const { body } = await holdfast().api.requestPayout<PayoutView>(
    payoutBody('merchant-1', reference, amount, scenario),
  );
  return body.id;
};

describe('a person at the console', () => {
  flow('sees a payout from its request to its settlement, live', 'ana', async person => {
    const id = await ask('seen-live', '50.00', 'delay');
    await person.open(`/payouts/${id}`);
    await person.sees('Completed');
    await person.sees('Amount + fee = debits');
    expect(await person.page.textContent('.figures')).toContain('R$50.00');
  });

  flow('finds a payout by its reference, and by its endToEndId', 'ana', async person => {
    const id = await ask('to-be-found', '20.00');
    const ended = await eventually('it is paid', async () => {
      const { body } = await holdfast().api.get<PayoutView & { endToEndId: string }>(`/v1/payouts/${id}`);
      return body.status === 'COMPLETED' && body;
    });
    for (const text of ['to-be-found', ended.endToEndId, id]) {
      await person.open('/');
      await person.page.keyboard.press('/');
      await person.page.keyboard.type(text);
      await person.page.keyboard.press('Enter');
      await person.page.waitForSelector(`a[href="/console/payouts/${id}"]`);
    }
  });

  flow('moves in a list and opens a row by the keyboard alone', 'ana', async person => {
    await ask('first-row', '1.00');
    const id = await ask('second-row', '1.00');
    await person.open('/attention-is-elsewhere');
    await person.page.keyboard.press('p');
    await person.sees('second-row');
    await person.page.keyboard.press('j');
    await person.page.keyboard.press('j');
    await person.page.keyboard.press('k');
    await person.page.keyboard.press('Enter');
    await person.page.waitForURL(`**/payouts/${id}`);
    await person.page.keyboard.press('?');
    await person.page.waitForSelector('dialog[open]');
  });

  flow('sees the books of today and of a past day', 'ana', async person => {
    await person.open('/trial-balance');
    await person.sees('account:merchant-1:available');
    await person.page.getByRole('link', { name: 'account:merchant-1:available' }).click();
    await person.sees('FundsDeposited');
    await person.open('/accounts/merchant-1?asOf=2020-01-01');
    await eventually('the balance of that day is shown', async () =>
      (await person.page.textContent('[data-figure="total"]'))!.includes('0.00'),
    );
  });

  flow('rotates a key, and sees the new one once', 'ana', async person => {
    await makePerson('rotated', ['payouts:read']);
    await person.open('/keys');
    const row = person.page.getByRole('row').filter({ hasText: 'rotated' });
    await row.getByRole('button', { name: 'Rotate' }).click();
    await person.page.locator('dialog').getByRole('button', { name: 'Rotate' }).click();
    await person.page.waitForSelector('[data-new-key]');
    expect(await person.page.textContent('[data-new-key]')).toMatch(/^hf_/);
  });

  flow('without personal:read sees masked payees, and no pages of other scopes', 'reader', async person => {
    const id = await ask('masked', '3.00');
    await person.open(`/payouts/${id}`);
    await person.sees('Ma*** S***');
    expect(await person.page.getByRole('link', { name: 'Trial balance' }).count()).toBe(0);
  });

  flow('signs out, and is out', 'reader', async person => {
    await person.page.getByRole('button', { name: 'Sign out' }).click();
    await person.page.waitForSelector('#key');
    await person.page.reload();
    await person.page.waitForSelector('#key');
  });

  flow('with the first key is told to make a key of a person', ADMIN_KEY, async person => {
    await person.sees('SANDBOX');
    await person.sees('You use the first key');
  });
});

describe('people at the console', () => {
  const balanceIn = async (person: Person): Promise<string[]> =>
    (await person.page.locator('[data-effect] tbody td').allTextContents()).map(text => text.trim());
  const effectIn = (person: Person): Promise<string[]> =>
    eventually('the effect is shown', async () => {
      const shown = await balanceIn(person);
      return shown.length === 6 && !shown.includes('—') && shown;
    });

  it('decide a case by two, who see the same effect, and the books follow it', async () => {
    if (!browser) return;
    const id = await ask('contradicted', '50.00', 'confirm-after-fail');
    const opened = await eventually('the case is open', async () => {
      const { body } = await holdfast().api.get<PageView<{ id: string; kind: string }>>(
        `/v1/cases?payoutId=${id}`,
      );
      return body.items.find(({ kind }) => kind === 'OUTCOME_CONTRADICTED');
    });
    const { url } = holdfast().service;
    const ana = await Person.signIn(browser, url, keys.get('ana')!);
    await ana.open('/');
    await ana.page.locator(`a[href="/console/cases/${opened.id}"]`).click();
    await ana.page.getByRole('button', { name: 'Decide' }).click();
    await ana.page.getByLabel('It was paid', { exact: true }).check();
    const previewed = await effectIn(ana);
    await ana.page.getByLabel('Reason').fill('The bank confirms the payment');
    await ana.page.locator('dialog').getByRole('button', { name: 'It was paid' }).click();
    await ana.sees('You proposed this');
    expect(await ana.page.getByRole('button', { name: 'Confirm the decision' }).count()).toBe(0);
    expect(await ana.violations()).toEqual([]);

    const bea = await Person.signIn(browser, url, keys.get('bea')!);
    await bea.open(`/cases/${opened.id}`);
    await bea.sees('Nothing has happened since the proposal.');
    expect(await effectIn(bea)).toEqual(previewed);
    await bea.page.getByRole('button', { name: 'Confirm the decision' }).click();
    await bea.page.locator('dialog').getByRole('button', { name: 'It was paid' }).click();
    await bea.sees('Resolved');

    const [, available] = previewed;
    const now = await holdfast().balance('merchant-1');
    expect(available).toContain(now.available.replace(/\B(?=(\d{3})+\.)/g, ','));
    expect([...ana.complaints, ...bea.complaints]).toEqual([]);
    await Promise.all([ana.leave(), bea.leave()]);
  });

  it('approve a payout that waits, by the keyboard alone', async () => {
    if (!browser) return;
    const rule = {
      text: 'From 90.00 on',
      conditions: { amountAtLeast: { amount: '90.00', currency: 'BRL' } },
      approvals: 1,
      reason: 'The bank asks for it',
    };
    const { url } = holdfast().service;
    for (const name of ['ana', 'bea']) {
      const put = commandsTo(url, keys.get(name)!);
      expect((await put('/v1/approval-rules/large', rule, name, 'PUT')).status).toBeLessThan(300);
    }
    const id = await ask('waits', '90.00');
    const caio = await Person.signIn(browser, url, keys.get('caio')!);
    await caio.page.keyboard.press('v');
    await caio.sees('From 90.00 on');
    await caio.page.keyboard.press('j');
    await caio.page.keyboard.press('Enter');
    await caio.page.waitForURL(`**/payouts/${id}`);
    const approve = caio.page.getByRole('button', { name: 'Approve' });
    await approve.waitFor();
    await approve.focus();
    await caio.page.keyboard.press('Enter');
    await caio.sees('With the last approval');
    expect(await caio.violations()).toEqual([]);
    await caio.page.keyboard.press('Enter');
    await caio.sees('Completed');
    expect(caio.complaints).toEqual([]);
    await caio.leave();
  });

  it('are refused whole: the approval of one’s own payout stays in the dialog with its reason', async () => {
    if (!browser) return;
    const id = await ask('own', '95.00');
    const admin = await Person.signIn(browser, holdfast().service.url, ADMIN_KEY);
    await admin.open(`/payouts/${id}`);
    await admin.page.getByRole('button', { name: 'Approve' }).click();
    await admin.page.locator('dialog').getByRole('button', { name: 'Approve' }).click();
    await admin.sees('REQUESTER_CANNOT_APPROVE');
    await admin.leave();
    const reject = commandsTo(holdfast().service.url, keys.get('bea')!);
    expect((await reject(`/v1/payouts/${id}/reject`, { reason: 'the test ends' }, 'end')).status).toBe(200);
  });
});

describe('every page', () => {
  const PAGES = [
    '/',
    '/payouts',
    '/approvals',
    '/cases',
    '/accounts/merchant-1',
    '/trial-balance',
    '/journal',
  ];
  const OTHERS = ['/float', '/holds', '/proofs', '/keys', '/limits', '/health', '/search?q=merchant-1'];

  flow('has no violation of WCAG 2.2 AA that a program finds, in either language', 'ana', async person => {
    const id = await ask('for-axe', '2.00');
    for (const path of [...PAGES, ...OTHERS, `/payouts/${id}`]) {
      await person.open(path);
      await person.page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
      expect([path, await person.violations()]).toEqual([path, []]);
    }
    await person.page.getByRole('button', { name: 'Português' }).click();
    await person.sees('Saques');
    expect(await person.page.getAttribute('html', 'lang')).toBe('pt-BR');
  });
});
