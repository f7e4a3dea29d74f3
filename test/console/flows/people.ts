import { ADMIN_KEY } from '../../support/api-client';
import { eventually } from '../../support/eventually';
import type { PageView } from '../../support/views';
import type { Person } from '../browser';
import { flowsOf, type Stage } from '../stage';

const balanceIn = async (person: Person): Promise<string[]> =>
  (await person.page.locator('[data-effect] tbody td').allTextContents()).map(text => text.trim());

const effectIn = (person: Person): Promise<string[]> =>
  eventually('the effect is shown', async () => {
    const shown = await balanceIn(person);
    return shown.length === 6 && !shown.includes('—') && shown;
  });

const RULE = {
  text: 'From 90.00 on',
  conditions: { amountAtLeast: { amount: '90.00', currency: 'BRL' } },
  approvals: 1,
  reason: 'The bank asks for it',
};

export function peopleFlows(stage: Stage): void {
  const flow = flowsOf(stage);

  flow('decide a case by two, who see the same effect', ['ana', 'bea'], async (ana, bea) => {
    const id = await stage.ask('contradicted', '50.00', 'confirm-after-fail');
    const opened = await eventually('the case is open', async () => {
      const { body } = await stage
        .holdfast()
        .api.get<PageView<{ id: string; kind: string }>>(`/v1/cases?payoutId=${id}`);
      return body.items.find(({ kind }) => kind === 'OUTCOME_CONTRADICTED');
    });
    await ana.open('/');
    await ana.page.locator(`a[href="/console/cases/${opened.id}"]`).click();
    await ana.press('Decide');
    await ana.page.getByLabel('It was paid', { exact: true }).check();
    const previewed = await effectIn(ana);
    await ana.page.getByLabel('Reason').fill('The bank confirms the payment');
    await ana.confirm('It was paid');
    await ana.sees('You proposed this');
    expect(await ana.page.getByRole('button', { name: 'Confirm the decision' }).count()).toBe(0);
    expect(await ana.violations()).toEqual([]);

    await bea.open(`/cases/${opened.id}`);
    await bea.sees('Nothing has happened since the proposal.');
    expect(await effectIn(bea)).toEqual(previewed);
    await bea.press('Confirm the decision');
    await bea.confirm('It was paid');
    await bea.sees('Resolved');
    const [, available] = previewed;
    const now = await stage.holdfast().balance('merchant-1');
    expect(available).toContain(now.available.replace(/\B(?=(\d{3})+\.)/g, ','));
  });

  flow('approve a payout that waits, by the keyboard alone', ['caio'], async caio => {
    for (const name of ['ana', 'bea']) {
      const put = stage.commandsOf(name);
      expect((await put('/v1/approval-rules/large', RULE, name, 'PUT')).status).toBeLessThan(300);
    }
    const id = await stage.ask('waits', '90.00');
    await caio.open('/');
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
  });

  flow('approve a large deposit, which is booked with it', ['caio'], async caio => {
    const conditions = { amountAtLeast: { amount: '5000.00', currency: 'BRL' } };
    for (const name of ['ana', 'bea']) {
      const put = stage.commandsOf(name);
      const wish = { ...RULE, text: 'Arrivals from 5000.00 on', for: 'DEPOSIT', conditions };
      expect((await put('/v1/approval-rules/arrivals', wish, name, 'PUT')).status).toBeLessThan(300);
    }
    const { api } = stage.holdfast();
    await api.openAccount('merchant-2');
    expect((await api.deposit('merchant-2', '6000.00', 'a large arrival')).status).toBe(202);
    await caio.open('/approvals');
    const row = caio.page.getByRole('row').filter({ hasText: 'merchant-2' });
    await row.getByRole('button', { name: 'Approve' }).click();
    await caio.sees('a large arrival');
    expect(await caio.violations()).toEqual([]);
    await caio.confirm('Approve');
    await eventually('it is booked', async () => {
      return (await stage.holdfast().balance('merchant-2')).available === '6000.00';
    });
  });

  it('are refused whole: the approval of one’s own payout stays in the dialog with its reason', async () => {
    if (!stage.hasBrowser) return;
    const id = await stage.ask('own', '95.00');
    const admin = await stage.person('admin', ADMIN_KEY);
    await admin.sees('SANDBOX');
    await admin.sees('You use the first key');
    await admin.open(`/payouts/${id}`);
    await admin.press('Approve');
    await admin.confirm('Approve');
    await admin.sees('REQUESTER_CANNOT_APPROVE');
    const reject = stage.commandsOf('bea');
    expect((await reject(`/v1/payouts/${id}/reject`, { reason: 'the test ends' }, 'end')).status).toBe(200);
  });
}
