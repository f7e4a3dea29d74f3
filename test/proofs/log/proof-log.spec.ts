import type { RecordedEvent } from '../../../src/event-store/event-store';
import type { ProofCheckpointSigned } from '../../../src/event-store/log/proof-events';
import { ALARM_PREFIX, isEventOf, PROOF_LOG_STREAM } from '../../../src/event-store/stream-names';
import { parseCheckpoint, signCheckpoint, type Checkpoint } from '../../../src/proofs/formats/checkpoint';
import { SIGNATURE, signingKey } from '../../../src/proofs/formats/note-keys';
import { ProofLog } from '../../../src/proofs/log/proof-log';
import { verifyLog } from '../../../src/proofs/log/verify-log';
import { EMPTY_ROOT } from '../../../src/proofs/merkle/hashing';
import { systemClock } from '../../../src/shared/clock';
import { silentLogger } from '../../../src/shared/logging';
import { eventually } from '../../support/eventually';
import { BytesInMemory, key, keySource } from './history';
import { MemoryTiles } from './memory-tiles';

const running: ProofLog[] = [];
const checkpointsOf = (store: BytesInMemory): Checkpoint[] =>
  store
    .eventsOf(PROOF_LOG_STREAM)
    .map(event => parseCheckpoint((event as RecordedEvent<ProofCheckpointSigned>).body.data.checkpoint));

function startLog(store: BytesInMemory, tiles: MemoryTiles, signer = key): ProofLog {
  const parts = {
    store,
    bytes: store,
    tiles,
    keys: keySource(signer),
    clock: systemClock,
    logger: silentLogger,
    intervalMs: 5,
  };
  const log = new ProofLog(parts);
  log.start();
  running.push(log);
  return log;
}

const signedUpTo = (store: BytesInMemory, size: number) =>
  eventually(`a checkpoint of ${size} is on record`, () => checkpointsOf(store).at(-1)?.size === size);

const alarmsOf = (store: BytesInMemory) =>
  store.log.filter(event => isEventOf(ALARM_PREFIX, event)).map(({ body }) => body);

describe('the proof log', () => {
  let store: BytesInMemory;
  let tiles: MemoryTiles;
  beforeEach(async () => {
    [store, tiles] = [new BytesInMemory(systemClock), new MemoryTiles()];
    await store.add('account-a', 1, 2, 3);
  });
  afterEach(() => Promise.all(running.splice(0).map(log => log.stop())));

  it('signs what is there, and what comes', async () => {
    startLog(store, tiles);
    await signedUpTo(store, 3);
    await store.add('payout-1', ...Array.from({ length: 600 }, (_, at) => at));
    await signedUpTo(store, 603);
    expect(await verifyLog(store, { key })).toMatchObject({
      ok: true,
      entries: 603,
      unsigned: 0,
      faults: [],
    });
  });

  it('signs nothing while only technical events come', async () => {
    const log = startLog(store, tiles);
    await signedUpTo(store, 3);
    await store.add('checkpoint-clock', 1, 2);
    const last = store.log.at(-1)!.id;
    await eventually('the events were looked at', async () => (await tiles.load()).mark?.eventId === last);
    expect(checkpointsOf(store)).toHaveLength(1);
    expect(log.status()).toEqual({ state: 'writing', error: undefined, entries: 3, signed: 3 });
  });

  it('goes on after a restart, with its tiles and without them', async () => {
    const first = startLog(store, tiles);
    await signedUpTo(store, 3);
    await first.stop();
    await store.add('payout-1', 1);
    const second = startLog(store, tiles);
    await signedUpTo(store, 4);
    await second.stop();
    await store.add('payout-1', 2);
    startLog(store, new MemoryTiles());
    await signedUpTo(store, 5);
    expect(await verifyLog(store, { key })).toMatchObject({ ok: true, checkpoints: 3 });
  });

  it('makes damaged tiles again from the event store', async () => {
    const first = startLog(store, tiles);
    await signedUpTo(store, 3);
    await first.stop();
    const damaged = [EMPTY_ROOT, EMPTY_ROOT, EMPTY_ROOT];
    tiles.tiles.set('0/0', { ...tiles.tiles.get('0/0')!, hashes: damaged });
    await store.add('payout-1', 1);
    startLog(store, tiles);
    await signedUpTo(store, 4);
    expect(await verifyLog(store, { key })).toMatchObject({ ok: true });
  });

  it('signs nothing over an older copy of the event store, also when it has grown past', async () => {
    const first = startLog(store, tiles);
    await store.add('payout-1', 1, 2);
    await signedUpTo(store, 5);
    await first.stop();
    const older = await store.rewritten(events => events.slice(0, 2));
    const log = startLog(older, tiles);
    await eventually('it is refused', () => log.status().state === 'refused');
    await older.add('payout-9', 1, 2, 3, 4, 5, 6);
    await eventually('it says why', () => log.status().error?.includes('another history'));
    expect(checkpointsOf(older)).toEqual([]);
  });

  it('records one alarm of it, however often and in how many processes', async () => {
    const first = startLog(store, tiles);
    await store.add('payout-1', 1, 2, 3, 4, 5, 6);
    await signedUpTo(store, 9);
    await first.stop();
    const older = await store.rewritten(events => events.slice(0, 2));
    for (let process = 0; process < 2; process += 1) {
      const log = startLog(older, tiles);
      await eventually('it is refused', () => log.status().state === 'refused');
      await older.add('payout-9', process);
      await eventually('it has tried again', () => log.status().error?.includes(`store: ${4 + process}`));
      await log.stop();
    }
    expect(alarmsOf(older)).toMatchObject([
      {
        type: 'ProofHistoryContradicted',
        data: {
          checkpoint: tiles.signed,
          reason: expect.stringContaining('more entries than the event store') as string,
        },
      },
    ]);
  });

  it('lets one of two processes write', async () => {
    const [one, two] = [startLog(store, tiles), startLog(store, tiles)];
    await eventually('one waits', () => [one, two].some(log => log.status().state === 'standby'));
    await store.add('payout-1', 1);
    await signedUpTo(store, 4);
    const sizes = checkpointsOf(store).map(({ size }) => size);
    expect(sizes).toEqual([...new Set(sizes)].sort((left, right) => left - right));
  });

  it('signs nothing with a key that the log does not have', async () => {
    const first = startLog(store, tiles);
    await signedUpTo(store, 3);
    await first.stop();
    await store.add('payout-1', 1);
    const other = signingKey('log.example/other', Buffer.alloc(32, 7), SIGNATURE);
    const log = startLog(store, new MemoryTiles(), other);
    await eventually('it is refused', () =>
      log.status().error?.includes('the key here is of log.example/other'),
    );
    expect(checkpointsOf(store)).toHaveLength(1);
  });
});

describe('the audit of the proof log', () => {
  let store: BytesInMemory;
  let kept: Checkpoint;
  beforeEach(async () => {
    store = new BytesInMemory(systemClock);
    await store.add('account-a', 1, 2, 3);
    const log = startLog(store, new MemoryTiles());
    await signedUpTo(store, 3);
    await store.add('payout-1', 1, 2, 3);
    await signedUpTo(store, 6);
    await log.stop();
    kept = checkpointsOf(store)[1]!;
  });
  afterEach(() => Promise.all(running.splice(0).map(log => log.stop())));

  /** What somebody does who may write everything but has no key: to which events, and whether the checkpoints go too. */
  const ATTACKS: readonly (readonly [
    string,
    (events: readonly RecordedEvent[]) => readonly RecordedEvent[],
  ])[] = [
    ['edits a field', events => events.map((event, at) => (at === 1 ? edited(event) : event))],
    ['edits an id', events => events.map((event, at) => (at === 1 ? { ...event, id: 'another' } : event))],
    ['drops the last events', events => events.slice(0, 5)],
    ['drops one in the middle', events => events.filter((_, at) => at !== 1)],
    ['inserts one', events => [...events.slice(0, 2), { ...events[0]!, id: 'inserted' }, ...events.slice(2)]],
    ['swaps two', events => [events[1]!, events[0]!, ...events.slice(2)]],
    ['puts an older copy in its place', events => events.slice(0, 2)],
    ['leaves out a payout', events => events.filter(({ streamId }) => streamId !== 'payout-1')],
  ];

  it.each(ATTACKS)('detects that somebody %s', async (_what, attack) => {
    const forged = await store.rewritten(attack);
    expect(await verifyLog(forged, { kept, key })).toMatchObject({ ok: false });
    expect((await verifyLog(forged, { kept, key })).faults).not.toEqual([]);
  });

  it.each(ATTACKS)(
    'detects that somebody %s and drops all checkpoints, by the kept one',
    async (_what, attack) => {
      const forged = await store.rewritten(events => attack(events).filter(isNoCheckpoint));
      expect((await verifyLog(forged, { kept, key })).faults).toHaveLength(1);
    },
  );

  it('detects a new history that was signed with the log key, by the kept checkpoint alone', async () => {
    const forged = await store.rewritten(events =>
      events.filter(isNoCheckpoint).map((event, at) => (at === 1 ? edited(event) : event)),
    );
    const log = startLog(forged, new MemoryTiles());
    await signedUpTo(forged, 6);
    await log.stop();
    expect(await verifyLog(forged, { key })).toMatchObject({ ok: true });
    expect(await verifyLog(forged, { key, kept })).toMatchObject({ ok: false });
  });

  it('accepts what only grew, and says what is in no checkpoint yet', async () => {
    await store.add('payout-2', 1);
    expect(await verifyLog(store, { key, kept })).toMatchObject({
      ok: true,
      entries: 7,
      unsigned: 1,
      checkpoints: 3,
    });
  });

  it('says that signatures were not checked where there is no key', async () => {
    expect(await verifyLog(store, {})).toMatchObject({ ok: true, signaturesChecked: false });
  });

  it('finds a checkpoint on record that another key has signed', async () => {
    const other = signingKey('log.example/other', Buffer.alloc(32, 7), SIGNATURE);
    const forged = await store.rewritten(events =>
      events.map(event => (isNoCheckpoint(event) ? event : resigned(event, other))),
    );
    expect((await verifyLog(forged, { key })).faults[0]).toContain('signed by another key');
  });
});

const isNoCheckpoint = ({ streamId }: RecordedEvent): boolean => streamId !== PROOF_LOG_STREAM;

const edited = (event: RecordedEvent): RecordedEvent => ({
  ...event,
  body: { ...event.body, data: { number: 99 } },
});

function resigned(event: RecordedEvent, signer: typeof key): RecordedEvent {
  const { size, root } = parseCheckpoint(
    (event as RecordedEvent<ProofCheckpointSigned>).body.data.checkpoint,
  );
  const checkpoint = signCheckpoint(signer, { origin: signer.name, size, root });
  return { ...event, body: { ...event.body, data: { checkpoint } } };
}
