import type { NotificationEvent } from '../../../../src/domain/notification/events';
import type { RecordedEvent } from '../../../../src/event-store/event-store';
import { FirstDeliveries } from '../../../../src/saga/notifications/deliveries/first-deliveries';
import { receivedBody, recorded } from '../../../support/history';

const received = (streamId: string, body: string, revision = 0n): RecordedEvent<NotificationEvent> => ({
  ...(recorded([receivedBody(body)])[0] as RecordedEvent<NotificationEvent>),
  streamId,
  revision,
});

/** A delivery counts 1,000 characters beside its body. */
const ROOM = 2 * (1_000 + 100);
const BODY = 'x'.repeat(100);
let first: FirstDeliveries;

beforeEach(() => {
  first = new FirstDeliveries(ROOM);
});

const kept = (...streams: string[]) => streams.filter(stream => first.get(stream) !== undefined);

describe('first deliveries', () => {
  it('are kept with the revision at which nothing else stands in the stream', () => {
    first.note(received('a', BODY));
    expect(first.get('a')).toMatchObject({ earlier: [], revision: 0n, delivery: { streamId: 'a' } });
  });

  it('are kept up to a number of characters, and there is room again when one is forgotten', () => {
    for (const stream of ['a', 'b', 'c']) first.note(received(stream, BODY));
    expect(kept('a', 'b', 'c')).toEqual(['a', 'b']);
    first.forget('a');
    first.forget('a');
    for (const stream of ['c', 'd']) first.note(received(stream, BODY));
    expect(kept('a', 'b', 'c', 'd')).toEqual(['b', 'c']);
  });

  it('count once, however often their event comes', () => {
    for (let times = 0; times < 3; times += 1) first.note(received('a', BODY));
    first.note(received('b', BODY));
    expect(kept('a', 'b')).toEqual(['a', 'b']);
  });

  it('are none of a stream with a second event, and of a second event', () => {
    first.note(received('a', BODY));
    first.note(received('a', BODY, 1n));
    first.note(received('b', BODY, 1n));
    expect(kept('a', 'b')).toEqual([]);
  });
});
