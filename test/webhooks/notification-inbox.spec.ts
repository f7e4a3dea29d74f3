import type { Provider } from '../../src/providers/port/provider';
import { NotificationInbox } from '../../src/webhooks/notification-inbox';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../support/in-memory-event-store';

class CountingStore extends InMemoryEventStore {
  reads = 0;

  override readStream(...args: Parameters<InMemoryEventStore['readStream']>) {
    this.reads += 1;
    return super.readStream(...args);
  }
}

/** Every body names the same payment. */
const provider = {
  name: 'ntxpay',
  verifyNotification: () => true,
  parseNotification: () => ({ identity: { eventType: 'paid', providerId: 'id-1', endToEndId: '' } }),
} as unknown as Provider;

function inboxOver(store: InMemoryEventStore) {
  const inbox = new NotificationInbox(store, new Map([['ntxpay', provider]]), new ManualClock());
  return (body: string) => inbox.receive('ntxpay', Buffer.from(body), {});
}

const bodiesIn = ({ log }: InMemoryEventStore): unknown[] =>
  log.map(({ body }) => (body.data as { personal: { rawBody: string } }).personal.rawBody);

describe('the inbox', () => {
  it('stores the first delivery of a notification without a read', async () => {
    const store = new CountingStore(new ManualClock());
    expect(await inboxOver(store)('first')).toBe('STORED');
    expect([store.reads, bodiesIn(store)]).toEqual([0, ['first']]);
  });

  it('stores each body once, in whatever process it comes again', async () => {
    const store = new CountingStore(new ManualClock());
    for (const body of ['first', 'second', 'first', 'second'])
      expect(await inboxOver(store)(body)).toBe('STORED');
    expect(bodiesIn(store)).toEqual(['first', 'second']);
  });
});
