import type { ServerResponse } from 'node:http';
import { Cosigning } from '../../../src/proofs/cosigning/cosigning';
import type { WitnessAddress } from '../../../src/proofs/cosigning/witness-client';
import { parseCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { formatVerifierKey, type SigningKey } from '../../../src/proofs/formats/note-keys';
import { parsePolicy } from '../../../src/proofs/formats/policy';
import { cosignText, verifyNote } from '../../../src/proofs/formats/signed-note';
import { readLatestCosigned, readRecentCosignatures } from '../../../src/proofs/log/cosigned-checkpoints';
import { ProofLog } from '../../../src/proofs/log/proof-log';
import { verifyLog } from '../../../src/proofs/log/verify-log';
import { EMPTY_ROOT } from '../../../src/proofs/merkle/hashing';
import { Fault } from '../../../src/shared/fault';
import type { ProofCheckpointSigned } from '../../../src/event-store/log/proof-events';
import {
  ALARM_PREFIX,
  isEventOf,
  PROOF_COSIGNATURES_STREAM,
  PROOF_LOG_STREAM,
} from '../../../src/event-store/stream-names';
import { systemClock } from '../../../src/shared/clock';
import { silentLogger, type LogFields } from '../../../src/shared/logging';
import { eventually } from '../../support/eventually';
import { BytesInMemory, key, keySource } from '../log/history';
import { MemoryTiles } from '../log/memory-tiles';
import { cosignatureFor, startScripted, startWitness, witnessKey, type RunningWitness } from './witnesses';

interface Running {
  readonly cosigning: Cosigning;
  readonly log: ProofLog;
  readonly warnings: string[];
}

const stops: (() => Promise<unknown>)[] = [];
const kept = async <Witness extends RunningWitness>(starting: Promise<Witness>): Promise<Witness> => {
  const witness = await starting;
  stops.unshift(() => witness.stop().catch(() => undefined));
  return witness;
};

function start(
  store: BytesInMemory,
  tiles: MemoryTiles,
  witnesses: readonly WitnessAddress[],
  { timeoutMs = 60_000, refreshMs = 3_600_000 } = {},
): Running {
  const warnings: string[] = [];
  const warn = ({ witness, reason }: LogFields) => void (witness && warnings.push(`${witness}: ${reason}`));
  const parts = { store, clock: systemClock, logger: { ...silentLogger, warn }, intervalMs: 5 };
  const cosigning = new Cosigning({ ...parts, witnesses, timeoutMs, refreshMs });
  const log = new ProofLog({ ...parts, bytes: store, tiles, keys: keySource(key), followers: [cosigning] });
  log.start();
  stops.push(() => log.stop());
  return { cosigning, log, warnings };
}

const alarmsOf = (store: BytesInMemory) =>
  store.log.filter(event => isEventOf(ALARM_PREFIX, event)).map(({ body }) => body);

/** The size of the largest checkpoint that all of these have cosigned. */
async function cosignedSize(store: BytesInMemory, keys: readonly SigningKey[]): Promise<number | undefined> {
  const { checkpoints } = await readRecentCosignatures(store);
  return checkpoints.find(({ note }) => verifyNote(note, keys).length === keys.length)?.size;
}

const cosignedUpTo = (store: BytesInMemory, witnesses: readonly WitnessAddress[], size: number) =>
  eventually(`${size} entries are cosigned by ${witnesses.length}`, async () => {
    return (
      (await cosignedSize(
        store,
        witnesses.map(({ key: each }) => each as SigningKey),
      )) === size
    );
  });

const stateOf = ({ cosigning }: Running, name: string) =>
  cosigning.status().find(each => each.name === name)?.state;

describe('a log with witnesses', () => {
  let store: BytesInMemory;
  let tiles: MemoryTiles;
  beforeEach(async () => {
    [store, tiles] = [new BytesInMemory(systemClock), new MemoryTiles()];
    await store.add('account-a', 1, 2, 3);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  const scripted = (name: string, answer: (response: ServerResponse, body: string, by: SigningKey) => void) =>
    kept(startScripted(name, answer));

  it('keeps the cosignatures of every witness, and those of what comes', async () => {
    const witnesses = [await kept(startWitness('w1', key)), await kept(startWitness('w2', key))];
    start(store, tiles, witnesses);
    await cosignedUpTo(store, witnesses, 3);
    await store.add('payout-1', ...Array.from({ length: 300 }, (_, at) => at));
    await cosignedUpTo(store, witnesses, 303);
    const best = parseCheckpoint((await readLatestCosigned(store))!);
    expect([best.size, verifyNote(best.note, [key, ...witnesses.map(each => each.key)]).length]).toEqual([
      303, 3,
    ]);
    expect((await readRecentCosignatures(store)).witnesses).toMatchObject([
      { name: expect.stringMatching(/^w[12]$/) as string, size: 303 },
      { size: 303 },
    ]);
  });

  it('asks nobody where no witness is named', async () => {
    const { log } = start(store, tiles, []);
    await eventually('it writes', () => log.status().signed === 3);
    expect(store.eventsOf(PROOF_COSIGNATURES_STREAM)).toEqual([]);
    expect(await readLatestCosigned(store)).toBeUndefined();
  });

  it('lets a witness that hangs delay no other, and gives it up in time', async () => {
    const w1 = await kept(startWitness('w1', key));
    const hanging = await scripted('w2', () => undefined);
    const running = start(store, tiles, [hanging, w1], { timeoutMs: 300 });
    await cosignedUpTo(store, [w1], 3);
    await store.add('payout-1', 1);
    await cosignedUpTo(store, [w1], 4);
    await eventually('it is given up', () => stateOf(running, 'w2') === 'failed');
    await eventually('it is asked again', () => hanging.requests.length > 1);
    expect(running.warnings).toEqual(['w2: it does not answer in time']);
  });

  it('stops while a witness hangs', async () => {
    const hanging = await scripted('w1', () => undefined);
    const { log, warnings } = start(store, tiles, [hanging]);
    await eventually('it is asked', () => hanging.requests.length === 1);
    await log.stop();
    expect(warnings).toEqual([]);
  });

  it('says once that a witness is away, and goes on when it is back', async () => {
    const first = await kept(startWitness('w1', key));
    const port = Number(new URL(first.url).port);
    await first.stop();
    const running = start(store, tiles, [first]);
    await eventually('it is away', () => stateOf(running, 'w1') === 'failed');
    await store.add('payout-1', 1);
    const back = await kept(startWitness('w1', key, { port }));
    await cosignedUpTo(store, [back], 4);
    expect(running.warnings).toEqual(['w1: ECONNREFUSED']);
    expect(stateOf(running, 'w1')).toBe('cosigned');
  });

  const answers = (status: number, text: string) => (response: ServerResponse) =>
    void response.writeHead(status).end(text);

  it.each<[string, (response: ServerResponse, body: string, by: SigningKey) => void, string]>([
    ['a page', answers(200, '<html>ok</html>'), 'A note has no text, or no signature lines after it'],
    ['nothing', answers(200, ''), 'its answer has no cosignature of w1'],
    ['a redirect', answers(307, ''), 'it answers 307'],
    ['an error', answers(500, 'out\nof order'), 'it answers 500: out of order'],
    ['that it does not know the log', answers(404, 'who?'), 'it answers 404: who?'],
    ['that it does not know the key', answers(403, 'no'), 'it answers 403: no'],
    ['that the request is malformed', answers(400, 'no'), 'it answers 400: no'],
    ['a size that is none', answers(409, 'many'), 'the size that it knows is not a whole number'],
    ['more than fits', answers(200, '— '.repeat(40_000)), 'its answer has more than 65536 bytes'],
    ['the size that it was asked with', answers(409, '0\n'), 'it does not accept the size that it names'],
    [
      'with a signature of another text',
      (response, body, by) => response.end(cosignatureFor(body.replace('\n3\n', '\n2\n'), by)),
      'The signature of w1 is not a signature of this text',
    ],
    [
      'with the signature of another witness',
      (response, body, by) => response.end(cosignatureFor(body, { ...by, name: 'w9' })),
      'its answer has no cosignature of w1',
    ],
  ])('keeps nothing of a witness that answers %s, and raises no alarm', async (_what, answer, fault) => {
    const w1 = await scripted('w1', answer);
    const w2 = await kept(startWitness('w2', key));
    const running = start(store, tiles, [w1, w2]);
    await eventually('it has failed', () => stateOf(running, 'w1') === 'failed');
    await eventually('it is asked again', () => w1.requests.length > 1);
    await cosignedUpTo(store, [w2], 3);
    expect(running.warnings).toEqual([expect.stringContaining(`w1: ${fault}`)]);
    expect([await cosignedSize(store, [w1.key as SigningKey]), alarmsOf(store)]).toEqual([undefined, []]);
  });

  it('goes on from the size that the witness knows', async () => {
    const w1 = await kept(startWitness('w1', key));
    start(store, tiles, [w1]);
    await cosignedUpTo(store, [w1], 3);
    // The same history in another store, without what is on record of the witness.
    const copy = await store.rewritten(events =>
      events.filter(({ streamId }) => !streamId.startsWith('checkpoint-')),
    );
    await copy.add('payout-1', 1);
    start(copy, new MemoryTiles(), [w1]);
    await cosignedUpTo(copy, [w1], 4);
    expect(alarmsOf(copy)).toEqual([]);
  });

  it('takes damaged tiles for no refusal', async () => {
    const w1 = await kept(startWitness('w1', key));
    const first = start(store, tiles, [w1]);
    await cosignedUpTo(store, [w1], 3);
    const hold = tiles.readTile.bind(tiles);
    tiles.readTile = () => Promise.resolve([EMPTY_ROOT, EMPTY_ROOT, EMPTY_ROOT, EMPTY_ROOT]);
    await store.add('payout-1', 1);
    await eventually('it has failed', () => stateOf(first, 'w1') === 'failed');
    expect(first.warnings).toEqual(['w1: the tiles do not prove the checkpoint']);
    tiles.readTile = hold;
    await cosignedUpTo(store, [w1], 4);
    expect(alarmsOf(store)).toEqual([]);
  });

  it('raises one alarm where a witness has cosigned another history, over restarts and processes', async () => {
    const w1 = await kept(startWitness('w1', key));
    const real = start(store, tiles, [w1]);
    await cosignedUpTo(store, [w1], 3);
    await real.log.stop();
    const forged = await store.rewritten(events =>
      events
        .filter(({ streamId }) => !streamId.startsWith('checkpoint-'))
        .map((event, at) => (at === 1 ? { ...event, id: 'another' } : event)),
    );
    await forged.add('payout-1', 1);
    for (let process = 0; process < 2; process += 1) {
      const running = start(forged, new MemoryTiles(), [w1]);
      await eventually('it is refused', () => stateOf(running, 'w1') === 'refused');
      await forged.add('payout-2', process);
      await eventually('it signs on', () => running.log.status().signed === 6 + process);
      await running.log.stop();
    }
    expect(alarmsOf(forged)).toMatchObject([
      { type: 'ProofWitnessRefused', data: { witness: 'w1', knownSize: 3, status: 422 } },
    ]);
    expect(alarmsOf(store)).toEqual([]);
  });

  it('raises an alarm where a witness knows more than is on record', async () => {
    const w1 = await kept(startWitness('w1', key));
    await store.add('payout-1', 1, 2);
    const real = start(store, tiles, [w1]);
    await cosignedUpTo(store, [w1], 5);
    await real.log.stop();
    const older = await store.rewritten(events => events.slice(0, 2));
    const running = start(older, new MemoryTiles(), [w1]);
    await eventually('it is refused', () => stateOf(running, 'w1') === 'refused');
    expect(alarmsOf(older)).toMatchObject([
      { data: { knownSize: 5, root: null, status: 409, reason: 'it has cosigned a larger checkpoint' } },
    ]);
  });

  it('raises no alarm where another process has signed more in the meantime', async () => {
    const asked: number[] = [];
    const w1 = await scripted('w1', (response, body, by) => {
      const { size } = parseCheckpoint(body.slice(body.indexOf('\n\n') + 2));
      asked.push(size);
      if (size >= 4) return void response.end(cosignatureFor(body, by));
      // The larger checkpoint is on record before the answer is.
      void store
        .add('payout-1', 1)
        .then(() => eventually('it is signed', () => store.eventsOf('checkpoint-proof-log').length > 1))
        .then(() => response.writeHead(409).end('4\n'));
    });
    start(store, tiles, [w1]);
    await cosignedUpTo(store, [w1], 4);
    expect([asked, alarmsOf(store)]).toEqual([[3, 4], []]);
  });

  it('loses no cosignature where the event store is away while it is stored', async () => {
    const w1 = await kept(startWitness('w1', key));
    const append = store.append.bind(store);
    let refusals = 3;
    store.append = (stream, expected, events) => {
      if (stream !== PROOF_COSIGNATURES_STREAM || refusals === 0) return append(stream, expected, events);
      refusals -= 1;
      return Promise.reject(new Fault('event store', 'it is away'));
    };
    const running = start(store, tiles, [w1]);
    await cosignedUpTo(store, [w1], 3);
    expect([refusals, running.warnings, alarmsOf(store)]).toEqual([0, ['w1: it is away'], []]);
  });

  it('has a checkpoint cosigned again when its cosignature is old', async () => {
    const w1 = await scripted('w1', (response, body, by) => void response.end(cosignatureFor(body, by)));
    start(store, tiles, [w1], { refreshMs: 0 });
    await eventually('it is asked again', () => w1.requests.length > 2);
    const oldSizes = w1.requests.slice(0, 3).map(body => body.slice(0, body.indexOf('\n')));
    expect(oldSizes).toEqual(['old 0', 'old 3', 'old 3']);
    const [checkpoint] = (await readRecentCosignatures(store)).checkpoints;
    expect(checkpoint!.note.signatures).toHaveLength(2);
  });

  it('gives an auditor the checkpoint with the most cosignatures', async () => {
    const w1 = await kept(startWitness('w1', key));
    const w2 = await kept(startWitness('w2', key));
    start(store, tiles, [w1, w2]);
    await cosignedUpTo(store, [w1, w2], 3);
    await w2.stop();
    await store.add('payout-1', 1);
    await cosignedUpTo(store, [w1], 4);
    expect(parseCheckpoint((await readLatestCosigned(store))!).size).toBe(3);
    const enough = await readLatestCosigned(store, ({ size }) => size > 3);
    expect(parseCheckpoint(enough!).size).toBe(4);
    expect(await readLatestCosigned(store, ({ size }) => size > 4)).toBeUndefined();
  });
});

describe('the audit of cosignatures', () => {
  let store: BytesInMemory;
  let witnesses: readonly RunningWitness[];
  beforeAll(async () => {
    store = new BytesInMemory(systemClock);
    await store.add('account-a', 1, 2, 3);
    witnesses = [await kept(startWitness('w1', key)), await kept(startWitness('w2', key))];
    const { log } = start(store, new MemoryTiles(), witnesses);
    await cosignedUpTo(store, witnesses, 3);
    await witnesses[1]!.stop();
    await store.add('payout-1', 1);
    await cosignedUpTo(store, witnesses.slice(0, 1), 4);
    await log.stop();
  });
  afterAll(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  const policyOf = (quorum: string) =>
    parsePolicy(
      [
        `log ${formatVerifierKey(key)}`,
        ...['w1', 'w2', 'w3'].map(name => `witness ${name} ${formatVerifierKey(witnessKey(name))}`),
        'group both all w1 w2',
        `quorum ${quorum}`,
      ].join('\n'),
    );

  it.each([
    ['w1', 4],
    ['both', 3],
    ['none', 4],
  ])('says how far the quorum %s reaches', async (quorum, size) => {
    const report = await verifyLog(store, { policy: policyOf(quorum) });
    expect(report).toMatchObject({ ok: true, entries: 4, quorum: { size }, faults: [] });
  });

  it('is not content without the quorum of the policy', async () => {
    expect(await verifyLog(store, { policy: policyOf('w3') })).toMatchObject({
      ok: false,
      quorum: undefined,
      faults: ['No checkpoint has the quorum of the policy'],
    });
  });

  it('completes a checkpoint that was kept with the cosignatures on record', async () => {
    const [first] = store.eventsOf(PROOF_LOG_STREAM);
    const plain = parseCheckpoint((first!.body as ProofCheckpointSigned).data.checkpoint);
    expect(await verifyLog(store, { kept: plain, policy: policyOf('both') })).toMatchObject({ ok: true });
    const without = await store.rewritten(events =>
      events.filter(({ streamId }) => streamId !== PROOF_COSIGNATURES_STREAM),
    );
    const { faults } = await verifyLog(without, { kept: plain, policy: policyOf('both') });
    expect(faults).toEqual([
      'No checkpoint has the quorum of the policy',
      'The checkpoint that was kept: the quorum of witnesses is not reached',
    ]);
  });

  it('finds a checkpoint that was cosigned and is on record no more', async () => {
    const forged = await store.rewritten(events => {
      const last = events.findLast(({ streamId }) => streamId === PROOF_LOG_STREAM);
      return events.filter(event => event !== last);
    });
    const { faults } = await verifyLog(forged, {});
    expect(faults).toEqual([expect.stringMatching(/^The checkpoint of cosignature \d+ is not on record$/)]);
  });

  it('finds a cosignature that is none', async () => {
    const forged = await store.rewritten(events =>
      events.map(event => {
        if (!isEventOf(PROOF_COSIGNATURES_STREAM, event)) return event;
        const { checkpoint } = event.body.data;
        const { note } = parseCheckpoint(checkpoint);
        const other = cosignText(witnessKey('w3'), note.text.replace('\n3\n', '\n4\n'), 5n);
        return {
          ...event,
          body: { ...event.body, data: { ...event.body.data, checkpoint: `${checkpoint}${other}\n` } },
        };
      }),
    );
    const { ok, faults } = await verifyLog(forged, { policy: policyOf('w1') });
    expect([ok, faults[0]]).toEqual([
      false,
      'Cosignature 0: The signature of w3 is not a signature of this text',
    ]);
  });
});
