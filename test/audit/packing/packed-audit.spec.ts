import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { auditStreams } from '../../../src/audit/verify-books';
import type { RecordedEvent } from '../../../src/event-store/event-store';
import { storeOf } from '../../support/history';
import { anyHistory } from '../generate-world';
import { decidedEvents } from '../returns-and-decisions-history';
import { sampleEvents } from '../sample';

/** One or two records of each kind stay in memory. All others come from the file when they are asked for. */
const FEW = 1;

function storeWith(events: readonly RecordedEvent[]) {
  const store = storeOf([]);
  store.log.push(...events);
  return store;
}

/** One event is left out, is there twice, or stands where another one stood. */
function changed(events: readonly RecordedEvent[], how: number, at: number): RecordedEvent[] {
  const place = at % events.length;
  const [event, other] = [events[place]!, events[(place * 7 + 3) % events.length]!];
  if (how === 0) return events.filter(each => each !== event);
  if (how === 1) return events.flatMap(each => (each === event ? [each, each] : [each]));
  return events.map(each => (each === event ? { ...each, body: other.body } : each));
}

describe('an audit whose records are in a file', () => {
  it('finds the same, and has the same fingerprint, for any history and any change of it', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, fc.nat(2), fc.nat(), async (bodies, how, at) => {
        const { log } = storeOf(bodies);
        for (const events of [log, changed(log, how, at)]) {
          const [packed, plain] = [
            await auditStreams(storeWith(events), { liveRecords: FEW }),
            await auditStreams(storeWith(events)),
          ];
          expect(packed).toEqual(plain);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['payouts', sampleEvents],
    ['returns and decisions', decidedEvents],
  ])('finds the same for every change of the history of %s', async (_name, events) => {
    const log = events();
    let found = 0;
    for (let at = 0; at < log.length; at += 1)
      for (const how of [0, 1, 2]) {
        const planted = changed(log, how, at);
        const packed = await auditStreams(storeWith(planted), { liveRecords: FEW });
        expect(packed).toEqual(await auditStreams(storeWith(planted)));
        found += packed.ok ? 0 : 1;
      }
    expect(found).toBeGreaterThan(log.length);
  });

  it('leaves no file behind, neither in its time nor afterwards', async () => {
    const files = () => readdirSync(tmpdir()).filter(name => name.startsWith('holdfast-audit-'));
    const before = files();
    await auditStreams(storeWith(sampleEvents()), { liveRecords: FEW });
    expect(files()).toEqual(before);
  });
});
