import { appendEvents } from '../../../src/event-store/append-events';
import type { RecordedEvent } from '../../../src/event-store/event-store';
import type { ProofLogEvent } from '../../../src/event-store/log/proof-events';
import { PROOF_LOG_STREAM } from '../../../src/event-store/stream-names';
import { isSignedByLog, parseCheckpoint, signCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { SIGNATURE, signingKey, type SigningKey } from '../../../src/proofs/formats/note-keys';
import { formatNote, signText } from '../../../src/proofs/formats/signed-note';
import { formatKeyChange } from '../../../src/proofs/keys/key-change';
import type { KeyRing } from '../../../src/proofs/keys/key-ring';
import { ProofLog } from '../../../src/proofs/log/proof-log';
import { readLastCheckpoint } from '../../../src/proofs/log/checkpoint-stream';
import { verifyLog } from '../../../src/proofs/log/verify-log';
import { systemClock } from '../../../src/shared/clock';
import { silentLogger } from '../../../src/shared/logging';
import { eventually } from '../../support/eventually';
import { BytesInMemory, key as first, keySource } from '../log/history';
import { MemoryTiles } from '../log/memory-tiles';

const keyOf = (seed: number, name = first.name) => signingKey(name, Buffer.alloc(32, seed), SIGNATURE);
const [second, third] = [keyOf(2), keyOf(3)];
const policyOf = (...logs: SigningKey[]) => ({ policy: { logs, witnesses: [], quorum: undefined } });

const running: ProofLog[] = [];
afterEach(() => Promise.all(running.splice(0).map(log => log.stop())));

describe('a log whose key is changed', () => {
  let store: BytesInMemory;
  let tiles: MemoryTiles;
  let ring: KeyRing;
  beforeEach(async () => {
    [store, tiles, ring] = [new BytesInMemory(systemClock), new MemoryTiles(), [first]];
    await store.add('account-a', 1, 2, 3);
  });

  function start(keys: () => Promise<KeyRing> = () => Promise.resolve(ring)) {
    const errors: string[] = [];
    const logger = { ...silentLogger, error: (_: unknown, text: string) => void errors.push(text) };
    const log = new ProofLog({ store, bytes: store, tiles, keys, clock: systemClock, logger, intervalMs: 5 });
    log.start();
    running.push(log);
    return { log, errors };
  }

  const events = () => store.eventsOf(PROOF_LOG_STREAM) as RecordedEvent<ProofLogEvent>[];
  const types = () => events().map(({ body }) => body.type);
  const lastCheckpoint = async () => parseCheckpoint((await readLastCheckpoint(store))!.body.data.checkpoint);
  const signedUpTo = (size: number) =>
    eventually(`${size} entries are signed`, async () => {
      const last = await readLastCheckpoint(store);
      return last && parseCheckpoint(last.body.data.checkpoint).size === size;
    });
  const announced = () => eventually('the key is announced', () => types().includes('ProofKeyRotated'));

  /** The first key signs 3 entries, both sign 5, the second key alone signs 6. */
  async function rotate(): Promise<void> {
    start();
    await signedUpTo(3);
    ring = [second, first];
    await announced();
    await store.add('payout-1', 1, 2);
    await signedUpTo(5);
    ring = [second];
    await store.add('payout-1', 3);
    await signedUpTo(6);
  }

  it('announces the new key while nothing is new, then signs with both, then with the new one alone', async () => {
    start();
    await signedUpTo(3);
    ring = [second, first];
    await announced();
    expect(types()).toEqual(['ProofCheckpointSigned', 'ProofKeyRotated']);
    await store.add('payout-1', 1, 2);
    await signedUpTo(5);
    const both = await lastCheckpoint();
    expect([isSignedByLog(both, [first]), isSignedByLog(both, [second])]).toEqual([true, true]);
    ring = [second];
    await store.add('payout-1', 3);
    await signedUpTo(6);
    const alone = await lastCheckpoint();
    expect([isSignedByLog(alone, [first]), isSignedByLog(alone, [second])]).toEqual([false, true]);
  });

  it.each([first, second])('is verified from either key: %#', async key => {
    await rotate();
    expect(await verifyLog(store, { key })).toMatchObject({ ok: true, checkpoints: 3, faults: [] });
  });

  it('is verified by a policy that names every key, and by no other', async () => {
    await rotate();
    expect(await verifyLog(store, policyOf(first, second))).toMatchObject({ ok: true });
    expect((await verifyLog(store, policyOf(second))).faults).toHaveLength(1);
    const { faults } = await verifyLog(store, policyOf(first));
    expect(faults).toEqual([
      expect.stringMatching(/announces a key that the policy lacks: log log\.example/),
    ]);
  });

  it('is refused by a key that never signed', async () => {
    await rotate();
    expect((await verifyLog(store, { key: third })).faults).toHaveLength(1);
  });

  it('goes on after a restart, and can be changed again', async () => {
    await rotate();
    await Promise.all(running.splice(0).map(log => log.stop()));
    ring = [third, second];
    start();
    await store.add('payout-1', 4);
    await signedUpTo(7);
    expect(types().filter(type => type === 'ProofKeyRotated')).toHaveLength(2);
    for (const key of [first, second, third])
      expect(await verifyLog(store, { key })).toMatchObject({ ok: true });
  });

  it('is not touched by a process that has the old key alone, which says so and lets the other one write', async () => {
    await rotate();
    const before = events().length;
    const { log, errors } = start(keySource(first));
    await eventually('it says so', () => log.status().state === 'refused');
    expect(errors).toEqual([expect.stringContaining(`The key ${second.id} signs for the log`)]);
    await store.add('payout-1', 4);
    await signedUpTo(7);
    expect(events()).toHaveLength(before + 1);
    expect(await verifyLog(store, { key: second })).toMatchObject({ ok: true });
    expect(store.log.some(({ streamId }) => streamId.startsWith('alarm-'))).toBe(false);
  });

  it('is not announced by a process that has not the old key', async () => {
    start();
    await signedUpTo(3);
    ring = [second];
    await store.add('payout-1', 1);
    await eventually('it says so', () => running[0]!.status().state === 'refused');
    expect(types()).toEqual(['ProofCheckpointSigned']);
    ring = [second, first];
    await signedUpTo(4);
    expect(await verifyLog(store, { key: first })).toMatchObject({ ok: true });
  });

  /** What somebody appends to the stream of the log. */
  async function forge(...bodies: ProofLogEvent[]): Promise<void> {
    await Promise.all(running.splice(0).map(log => log.stop()));
    const last = (await store.readLast(PROOF_LOG_STREAM))!.revision;
    const cause = { causationId: 'forger', correlationId: 'forger', actor: 'forger' };
    await appendEvents({ store, clock: systemClock }, PROOF_LOG_STREAM, last, bodies, cause);
  }

  const statementOf = (from: SigningKey, to: SigningKey, signers: SigningKey[]): ProofLogEvent => {
    const text = formatKeyChange({ kind: 'key-rotation', from, to });
    const lines = signers.map(signer => signText(signer, text));
    return { type: 'ProofKeyRotated', data: { statement: formatNote(text, lines) } };
  };

  it.each([
    ['the old key has not signed', () => statementOf(second, third, [third])],
    ['a key signed that signs no longer', () => statementOf(first, third, [third, first])],
    ['only a foreign key signed', () => statementOf(third, keyOf(4), [third, keyOf(4)])],
    ['is no statement at all', (): ProofLogEvent => ({ type: 'ProofKeyRotated', data: { statement: 'x' } })],
  ])('has a fault where a rotation %s', async (_what, body) => {
    await rotate();
    await forge(body());
    for (const key of [first, second])
      expect((await verifyLog(store, { key })).faults).toEqual([
        expect.stringContaining('The change of keys number 4'),
      ]);
  });

  it('has a fault where the old key signs alone after it was changed', async () => {
    await rotate();
    const { root } = await lastCheckpoint();
    await store.add('payout-1', 4);
    const checkpoint = signCheckpoint(first, { origin: first.name, size: 7, root });
    await forge({ type: 'ProofCheckpointSigned', data: { checkpoint } });
    expect((await verifyLog(store, { key: second })).faults[0]).toContain('signed by another key');
  });
});
