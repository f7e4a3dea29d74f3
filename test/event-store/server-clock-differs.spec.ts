import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { systemClock } from '../../src/shared/clock';
import { some } from './event-store.contract';
import { ServerUnderTest } from '../../packages/embedded-eventstore/test/server-under-test';
import { temporaryFolder } from '../../packages/embedded-eventstore/test/support';

const folder = temporaryFolder('server-clock-differs');
afterAll(() => {
  ServerUnderTest.killAll();
  folder.remove();
});

/** Makes a process believe that it is another time. */
function shiftedBy(ms: number): readonly string[] {
  const file = join(folder.path, `shift${ms}.cjs`);
  writeFileSync(
    file,
    `const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) { if (given.length === 0) super(Real.now() + ${ms}); else super(...given); }
      static now() { return Real.now() + ${ms}; }
    };`,
  );
  return ['env', `NODE_OPTIONS=--require ${file}`];
}

it.each([
  ['12 seconds ahead of', 12_000],
  ['a day ahead of', 86_400_000],
  ['12 seconds behind', -12_000],
])('appends to a store whose clock is %s ours', async (_name, ms) => {
  const server = await ServerUnderTest.start(join(folder.path, String(ms)), 0, shiftedBy(ms));
  const store = new EventStoreDbStore(server.url, {}, systemClock);
  expect(await store.append('clock-1', 'no_stream', some(1))).toMatchObject({ ok: true });
  const recorded = await store.readLast('clock-1');
  expect(Math.abs(recorded!.recordedAt.getTime() - Date.now() - ms)).toBeLessThan(10_000);
  await store.dispose();
  await server.stop();
});
