import type { RecordedEvent } from '../../../src/event-store/event-store';
import { appendEvents } from '../../../src/event-store/append-events';
import type { ProofLogEvent } from '../../../src/event-store/log/proof-events';
import { PROOF_COSIGNATURES_STREAM, PROOF_LOG_STREAM } from '../../../src/event-store/stream-names';
import { Cosigning } from '../../../src/proofs/cosigning/cosigning';
import { formatAddCheckpoint } from '../../../src/proofs/formats/add-checkpoint';
import { withCosignatures } from '../../../src/proofs/log/cosigned-checkpoints';
import { startWitness, witnessKey } from '../cosigning/witnesses';
import { parseCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { SIGNATURE, signingKey } from '../../../src/proofs/formats/note-keys';
import { beginNewLog, findContradiction, ofLog } from '../../../src/proofs/keys/begin-again';
import type { KeyRing } from '../../../src/proofs/keys/key-ring';
import { readLastCheckpoint } from '../../../src/proofs/log/checkpoint-stream';
import { readLogHead } from '../../../src/proofs/log/log-head';
import { ProofLog, type TenureFollower } from '../../../src/proofs/log/proof-log';
import { verifyLog } from '../../../src/proofs/log/verify-log';
import { ProofReader } from '../../../src/proofs/reading/proof-reader';
import { systemClock } from '../../../src/shared/clock';
import { silentLogger } from '../../../src/shared/logging';
import { eventually } from '../../support/eventually';
import { BytesInMemory, key as old } from '../log/history';
import { MemoryTiles } from '../log/memory-tiles';

const fresh = signingKey('log.example/again', Buffer.alloc(32, 9), SIGNATURE);
const REASON = 'the disk was lost, an older copy was restored';

const running: ProofLog[] = [];
const stopAll = () => Promise.all(running.splice(0).map(log => log.stop()));
afterEach(stopAll);

describe('a log after an older copy of the event store was restored', () => {
  let store: BytesInMemory;
  let tiles: MemoryTiles;
  let ring: KeyRing;
  let kept: string;

  function start(followers: readonly TenureFollower[] = []): ProofLog {
    const parts = { store, bytes: store, tiles, keys: () => Promise.resolve(ring), clock: systemClock };
    const log = new ProofLog({ ...parts, logger: silentLogger, intervalMs: 5, followers });
    log.start();
    running.push(log);
    return log;
  }

  const signedUpTo = (size: number) =>
    eventually(`${size} entries are signed`, async () => {
      const last = await readLastCheckpoint(store);
      return last && parseCheckpoint(last.body.data.checkpoint).size === size;
    });

  /** The older copy has 4 of 6 events, and the first of two checkpoints. */
  beforeEach(async () => {
    [store, tiles, ring] = [new BytesInMemory(systemClock), new MemoryTiles(), [old]];
    await store.add('account-a', 1, 2, 3);
    start();
    await signedUpTo(3);
    await store.add('payout-1', 1, 2, 3);
    await signedUpTo(6);
    await stopAll();
    kept = (await readLastCheckpoint(store))!.body.data.checkpoint;
    store = await store.rewritten(events => events.slice(0, 5));
    expect(parseCheckpoint((await readLastCheckpoint(store))!.body.data.checkpoint).size).toBe(3);
  });

  async function beginAgain(): Promise<void> {
    const head = (await readLogHead(store))!;
    const found = (await findContradiction(store, ofLog(old.name, ring, [head.checkpoint, tiles.signed])))!;
    ring = [fresh, old];
    const parts = { store, clock: systemClock, ring, head, from: old };
    expect(await beginNewLog(parts, found, REASON)).toBe(true);
  }

  it('signs nothing until a person begins another one', async () => {
    const log = start();
    await eventually('it is refused', () => log.status().state === 'refused');
    ring = [fresh, old];
    await eventually('the key alone begins nothing', () =>
      log.status().error?.includes(`The log on record is ${old.name}`),
    );
    const types = store.eventsOf(PROOF_LOG_STREAM).map(({ body }) => body.type);
    expect(types).toEqual(['ProofCheckpointSigned']);
  });

  it('goes on as another log, from the first entry, and the audit says what was contradicted', async () => {
    await beginAgain();
    start();
    await signedUpTo(4);
    await store.add('payout-2', 1);
    await signedUpTo(5);
    const report = await verifyLog(store, { key: fresh });
    expect(report).toMatchObject({ ok: true, checkpoints: 3, unsigned: 0, faults: [] });
    expect(report.contradictions).toEqual([expect.stringContaining(REASON)]);
    expect(report.contradictions[0]).toContain(`${old.name}, whose checkpoint of 6 entries is contradicted`);
    expect(await verifyLog(store, { key: old })).toMatchObject({ ok: true });
  });

  it.each([3, 6])('never agrees with a kept checkpoint of the old log, here of %i entries', async size => {
    const first = store.eventsOf(PROOF_LOG_STREAM)[0] as RecordedEvent<ProofLogEvent>;
    const text = size === 6 ? kept : (first.body.data as { checkpoint: string }).checkpoint;
    await beginAgain();
    start();
    await signedUpTo(4);
    for (const options of [{}, { key: fresh }, { key: old }]) {
      const report = await verifyLog(store, { ...options, kept: parseCheckpoint(text) });
      expect(report.ok).toBe(false);
      expect(report.faults).toContainEqual(expect.stringContaining('is of a log that was contradicted'));
    }
  });

  it('serves the new log alone, and nothing before its first checkpoint', async () => {
    await beginAgain();
    const reader = new ProofReader({ store, bytes: store, tiles });
    await expect(reader.readCheckpoint()).rejects.toMatchObject({ code: 'PROOF_NOT_SIGNED' });
    start();
    await signedUpTo(4);
    expect(parseCheckpoint(await reader.readCheckpoint()).origin).toBe(fresh.name);
  });

  it('is cosigned by a witness that has cosigned more of the old log', async () => {
    const witness = await startWitness('witness.example/both', [old, fresh]);
    const witnesses = [witness];
    const parts = { store, clock: systemClock, logger: silentLogger, intervalMs: 5 };
    const cosigning = new Cosigning({ ...parts, witnesses, timeoutMs: 60_000, refreshMs: 3_600_000 });
    try {
      await cosignOldLog(witness.url);
      await beginAgain();
      start([cosigning]);
      await signedUpTo(4);
      await eventually('the new log is cosigned', async () => {
        const last = await withCosignatures(store, (await readLastCheckpoint(store))!.body.data.checkpoint);
        return parseCheckpoint(last).note.signatures.some(({ name }) => name === witness.key.name);
      });
      expect(cosigning.status()).toMatchObject([{ state: 'cosigned' }]);
    } finally {
      await stopAll();
      await witness.stop();
    }
  });

  /** The witness has cosigned the 6 entries that are lost, and the record of the older copy knows 3 of them. */
  async function cosignOldLog(url: string): Promise<void> {
    const body = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: kept });
    const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
    expect(answer.status).toBe(200);
    const { name, id: keyId } = witnessKey('witness.example/both');
    const cosignedAt = '2026-03-01T00:00:05.000Z';
    const data = { checkpoint: kept, witnesses: [{ name, keyId, size: 3, cosignedAt }] };
    const cosigned = { type: 'ProofCheckpointCosigned' as const, data };
    const cause = { causationId: 'test', correlationId: 'test', actor: 'test' };
    const writer = { store, clock: systemClock };
    await appendEvents(writer, PROOF_COSIGNATURES_STREAM, 'no_stream', [cosigned], cause);
  }

  it('is not contradicted by a checkpoint that the event store agrees with', async () => {
    const head = (await readLogHead(store))!;
    expect(await findContradiction(store, [head.checkpoint!])).toBeUndefined();
    expect(await findContradiction(store, [head.checkpoint!, kept])).toMatchObject({ size: 6, entries: 4 });
  });

  it('answers for no checkpoint that another log has signed', () => {
    expect(ofLog('log.example/other', [old], [kept])).toEqual([]);
    expect(() => ofLog(old.name, [old], [kept.replace('6', '7')])).toThrow('not a signature');
  });

  it('has a fault where the statement names another checkpoint than it shows', async () => {
    await beginAgain();
    const forged = await store.rewritten(events =>
      events.map(event => {
        const { body } = event as RecordedEvent<ProofLogEvent>;
        if (body.type !== 'ProofLogBegunAgain') return event;
        const contradicted = kept.replace('\n6\n', '\n7\n');
        return { ...event, body: { ...body, data: { ...body.data, contradicted } } };
      }),
    );
    const { faults } = await verifyLog(forged, { key: fresh });
    expect(faults[0]).toContain('it names another checkpoint than the one that it has');
  });
});
