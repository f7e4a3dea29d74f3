import type { RecordedEvent } from '../../../src/event-store/event-store';
import type { ProofCheckpointStamped } from '../../../src/event-store/log/proof-events';
import { PROOF_LOG_STREAM, PROOF_STAMPS_STREAM } from '../../../src/event-store/stream-names';
import { ProofLog } from '../../../src/proofs/log/proof-log';
import { verifyLog } from '../../../src/proofs/log/verify-log';
import { readStampOf } from '../../../src/proofs/stamping/stamp-stream';
import { Stamping } from '../../../src/proofs/stamping/stamping';
import { parseAnswer, parseTimeStamp, timeStampRequest } from '../../../src/proofs/stamping/time-stamp';
import { systemClock, type Clock } from '../../../src/shared/clock';
import { silentLogger, type LogFields } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { eventually } from '../../support/eventually';
import { BytesInMemory, key, keySource } from '../log/history';
import { MemoryTiles } from '../log/memory-tiles';
import { missingOpenssl, OpensslAuthority, serveAuthority, type AuthorityServer } from './openssl-authority';

const missing = missingOpenssl();
const title = missing === undefined ? '' : ` (skipped: ${missing})`;
const DAY_MS = 86_400_000;

(missing === undefined ? describe : describe.skip)(`the stamp of the day${title}`, () => {
  let authority: OpensslAuthority;
  beforeAll(() => void (authority = new OpensslAuthority()));
  afterAll(() => authority.remove());

  let store: BytesInMemory;
  let days: number;
  const warnings: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  const clock: Clock = {
    now: () => new Date(Date.now() + days * DAY_MS),
    monotonicMs: () => systemClock.monotonicMs(),
    wait: (durationMs, signal) => systemClock.wait(durationMs, signal),
  };
  beforeEach(async () => {
    days = 0;
    warnings.length = 0;
    store = new BytesInMemory(systemClock);
    await store.add('account-a', 1, 2, 3);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  async function serve(answer: (query: Buffer) => Buffer | number | undefined): Promise<AuthorityServer> {
    const server = await serveAuthority(answer);
    stops.push(() => server.stop());
    return server;
  }

  function start(url: string, timeoutMs = 60_000): { log: ProofLog; stamping: Stamping } {
    const warn = ({ reason }: LogFields) => void warnings.push(String(reason));
    const logger = { ...silentLogger, warn };
    const stamping = new Stamping({
      ...{ url, store, clock, logger, timeoutMs },
      random: systemRandom,
      intervalMs: 5,
      retryMs: 5,
    });
    const parts = { store, bytes: store, tiles: new MemoryTiles(), clock, logger: silentLogger };
    const log = new ProofLog({ ...parts, keys: keySource(key), intervalMs: 5, followers: [stamping] });
    log.start();
    stops.unshift(() => log.stop());
    return { log, stamping };
  }

  const stamps = () =>
    store
      .eventsOf(PROOF_STAMPS_STREAM)
      .map(event => (event as RecordedEvent<ProofCheckpointStamped>).body.data);
  const stamped = (count: number) =>
    eventually(`${count} stamps`, () => stamps().length === count && stamps());

  it('is kept as openssl verifies it, and over a checkpoint on record', async () => {
    start((await serve(query => authority.answer(query))).url);
    const [stamp] = await stamped(1);
    const { checkpoint, answer, stampedAt } = stamp!;
    expect(checkpoint).toBe(
      (store.eventsOf(PROOF_LOG_STREAM)[0]!.body.data as { checkpoint: string }).checkpoint,
    );
    const der = Buffer.from(answer, 'base64');
    expect(authority.verify(der, checkpoint)).toBe('Verification: OK');
    expect(() => authority.verify(der, checkpoint.replace('\n3\n', '\n4\n'))).toThrow('imprint mismatch');
    expect(await verifyLog(store, { key })).toMatchObject({
      ok: true,
      stamps: { count: 1, last: { size: 3, stampedAt } },
    });
    expect(await readStampOf(store, stampedAt.slice(0, 10))).toEqual(stamp);
    expect(await readStampOf(store, '2020-01-01')).toBeUndefined();
  });

  it('is asked for with a request that openssl reads', async () => {
    const { queries, url } = await serve(query => authority.answer(query));
    start(url);
    await stamped(1);
    const text = authority.readQuery(queries[0]!);
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain('Certificate required: yes');
    expect(text).toMatch(/Nonce: 0x[4-7][0-9A-F]{15}\n/);
  });

  it('is made once a day, over restarts', async () => {
    const { queries, url } = await serve(query => authority.answer(query));
    const first = start(url);
    await stamped(1);
    await first.log.stop();
    const second = start(url);
    await store.add('payout-1', 1);
    await eventually('it signs on', () => second.log.status().signed === 4);
    expect([queries.length, stamps().length]).toEqual([1, 1]);
  });

  it('is wanted again on the next day', async () => {
    const { queries, url } = await serve(query => authority.answer(query));
    const { stamping } = start(url);
    await stamped(1);
    days = 1;
    // The authority's clock stands: its stamp is of yesterday.
    await eventually('it is asked again', () => queries.length > 1 && stamping.fault());
    expect([stamps().length, warnings]).toEqual([
      1,
      [expect.stringContaining('time is far from ours') as string],
    ]);
    days = 0;
    await eventually('it is well again', () => stamping.fault() === undefined);
  });

  const of = (text: string) => (query: Buffer) => {
    const nonce = query.subarray(-11, -3);
    return authority.answer(timeStampRequest(Buffer.from(text), nonce));
  };

  it.each<[string, (query: Buffer) => Buffer | number | undefined, string]>([
    ['does not answer', () => undefined, 'it does not answer in time'],
    ['answers an error', () => 503, 'the authority answers 503'],
    ['redirects', () => 302, 'the authority answers 302'],
    ['answers a page', () => Buffer.from('<html>'), 'the answer is not the DER of a time stamp'],
    ['answers nothing', () => Buffer.alloc(0), 'the answer is not the DER of a time stamp'],
    ['refuses', () => Buffer.from('30053003020102', 'hex'), 'the authority refuses with status 2'],
    ['grants without a stamp', () => Buffer.from('30053003020100', 'hex'), 'the answer has no stamp'],
    ['stamps other bytes', of('another text'), 'the stamp is of other bytes'],
    [
      'answers another request',
      query => authority.answer(replaced(query, query.subarray(-11, -3), Buffer.alloc(8, 0x41))),
      'the answer is of another request',
    ],
    [
      'sends no certificate',
      query => authority.answer(replaced(query, Buffer.from('0101ff', 'hex'), Buffer.from('010100', 'hex'))),
      'the answer has no certificate of the authority',
    ],
  ])('is not kept where the authority %s, and is asked for again', async (_what, answer, fault) => {
    let isWell = false;
    const { queries, url } = await serve(query => (isWell ? authority.answer(query) : answer(query)));
    const { stamping } = start(url, 300);
    await eventually('it fails', () => stamping.fault());
    await eventually('it is asked again', () => queries.length > 1);
    expect([stamps(), warnings]).toEqual([[], [fault]]);
    isWell = true;
    await stamped(1);
    await eventually('it is well', () => stamping.fault() === undefined);
  });

  it('is compared by the audit with its checkpoint, with its time and with the record', async () => {
    start((await serve(query => authority.answer(query))).url);
    await stamped(1);
    const changed = (over: Partial<ProofCheckpointStamped['data']>) =>
      store.rewritten(events =>
        events.map(event =>
          event.streamId === PROOF_STAMPS_STREAM
            ? { ...event, body: { ...event.body, data: { ...event.body.data, ...over } } }
            : event,
        ),
      );
    const faultsOf = async (over: Partial<ProofCheckpointStamped['data']>) =>
      (await verifyLog(await changed(over), { key })).faults;
    const [{ checkpoint }] = stamps() as [ProofCheckpointStamped['data']];
    expect(await faultsOf({})).toEqual([]);
    expect(await faultsOf({ checkpoint: checkpoint.replace('\n3\n', '\n2\n') })).toEqual([
      'Time stamp 0: the stamp is of other bytes',
    ]);
    expect(await faultsOf({ stampedAt: '2020-01-01T00:00:00.000Z' })).toEqual([
      'Time stamp 0: it is of another time',
    ]);
    expect(await faultsOf({ answer: 'MAA=' })).toEqual([
      'Time stamp 0: the answer is not the DER of a time stamp',
    ]);
    const dropped = await store.rewritten(events =>
      events.filter(({ streamId }) => streamId !== PROOF_LOG_STREAM),
    );
    expect((await verifyLog(dropped, { key })).faults).toEqual([
      'The checkpoint of time stamp 0 is not on record',
    ]);
  });

  it('is read with the fractions of a second that an authority may give', () => {
    const [data, nonce] = [Buffer.from('some text'), Buffer.alloc(8, 0x42)];
    const answer = authority.answer(timeStampRequest(data, nonce));
    const stamp = parseAnswer(answer, data, nonce);
    expect(Math.abs(stamp.stampedAt.getTime() - Date.now())).toBeLessThan(DAY_MS);
    expect(parseTimeStamp(answer, data)).toEqual(stamp);
  });
});

function replaced(bytes: Buffer, from: Buffer, to: Buffer): Buffer {
  const at = bytes.lastIndexOf(from);
  return Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + from.length)]);
}
