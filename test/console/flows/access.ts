import { flowsOf, type Stage } from '../stage';

export function accessFlows(stage: Stage): void {
  const flow = flowsOf(stage);

  flow('rotates a key, and sees the new one once', ['ana'], async ana => {
    await stage.makePerson('rotated', ['payouts:read']);
    await ana.open('/keys');
    const row = ana.page.getByRole('row').filter({ hasText: 'rotated' });
    await row.getByRole('button', { name: 'Rotate' }).click();
    await ana.confirm('Rotate');
    await ana.page.waitForSelector('[data-shown-once]');
    expect(await ana.page.textContent('[data-shown-once]')).toMatch(/^hf_/);
  });

  flow('is shown personal data, and finds the showing recorded', ['ana'], async ana => {
    const id = await stage.ask('shown', '3.00');
    await ana.open(`/payouts/${id}`);
    await ana.sees('Maria Silva');
    await ana.page.getByRole('link', { name: 'See what is recorded' }).click();
    const rows = ana.page.getByRole('row').filter({ hasText: 'Personal data shown' });
    await rows.filter({ hasText: 'GET /v1/payouts/:id' }).first().waitFor();
    await rows.filter({ hasText: 'SEARCHED_BY_PERSONAL_DATA' }).first().waitFor();
    expect(await ana.violations()).toEqual([]);
  });

  flow('without personal:read sees masked payees, and no pages of other scopes', ['reader'], async reader => {
    const id = await stage.ask('masked', '3.00');
    await reader.open(`/payouts/${id}`);
    await reader.sees('Ma*** S***');
    expect(await reader.page.getByRole('link', { name: 'Trial balance' }).count()).toBe(0);
  });

  flow('signs out, and is out', ['reader'], async reader => {
    await reader.press('Sign out');
    await reader.page.waitForSelector('#key');
    await reader.page.reload();
    await reader.page.waitForSelector('#key');
  });
}
