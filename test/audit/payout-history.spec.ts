import { payoutHistory } from '../../src/audit/payout-history';
import { storeOf } from '../support/history';
import { decidedEvents, decidedHistory } from './returns-and-decisions-history';

describe('the history of one payout', () => {
  it('is all that the streams tell of it, in order, and nothing of others', async () => {
    const events = decidedEvents();
    const found = await payoutHistory(storeOf(decidedHistory()), 'payout-2');
    const due = events.filter(
      ({ streamId, body }) =>
        ['payout-payout-2', 'exchange-payout-2', 'case-case-1', 'case-case-2'].includes(streamId) ||
        (streamId === 'account-merchant-1' && (body.data as { payoutId?: string }).payoutId === 'payout-2'),
    );
    expect(found).toEqual(due);
    expect(found.length).toBeGreaterThan(15);
  });

  it('has the notifications with what they said', async () => {
    const found = await payoutHistory(storeOf(decidedHistory()), 'payout-1');
    const types = found.map(({ body }) => body.type);
    expect(types.filter(type => type.includes('Notification'))).toEqual([
      'ProviderNotificationReceived',
      'NotificationApplied',
    ]);
  });

  it('is nothing for a payout that was never requested', async () => {
    expect(await payoutHistory(storeOf(decidedHistory()), 'nobody')).toEqual([]);
  });
});
