import type supertest from 'supertest';
import { appendEvents } from '../../src/event-store/append-events';
import { PROOF_COSIGNATURES_STREAM } from '../../src/event-store/stream-names';
import { parseCheckpoint } from '../../src/proofs/formats/checkpoint';
import { parseEntryBundle } from '../../src/proofs/formats/entry-bundle';
import { formatEntry, isTechnical } from '../../src/proofs/formats/entry';
import { cosignText, formatNote } from '../../src/proofs/formats/signed-note';
import { parseHashLines } from '../../src/proofs/formats/tlog-proof';
import { ProofLog } from '../../src/proofs/log/proof-log';
import { readLastCheckpoint } from '../../src/proofs/log/checkpoint-stream';
import { hashLeaf } from '../../src/proofs/merkle/hashing';
import { isConsistent } from '../../src/proofs/merkle/verify-proofs';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { BytesInMemory, key, keySource } from '../proofs/log/history';
import { witnessKey } from '../proofs/cosigning/witnesses';
import { MemoryTiles } from '../proofs/log/memory-tiles';
import { eventually } from '../support/eventually';
import { faultyFields, get, startApi, type TestApi } from './support';

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const SIZE = 300;

const store = new BytesInMemory(systemClock);
const tiles = new MemoryTiles();
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ proofs: { store, bytes: store, tiles }, logged: true });
});
afterAll(() => api.close());

const bytes = async (path: string): Promise<supertest.Response> =>
  get(api, path).buffer(true).parse(binary).expect(200);

function binary(response: supertest.Response, done: (error: null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}

async function cosigned(checkpoint: string): Promise<void> {
  const last = await store.readLast(PROOF_COSIGNATURES_STREAM);
  const body = { type: 'ProofCheckpointCosigned' as const, data: { checkpoint, witnesses: [] } };
  const cause = { causationId: 'test', correlationId: 'test', actor: 'test' };
  const writer = { store, clock: systemClock };
  await appendEvents(writer, PROOF_COSIGNATURES_STREAM, last?.revision ?? 'no_stream', [body], cause);
}

async function signUpTo(size: number): Promise<void> {
  const parts = {
    store,
    bytes: store,
    tiles,
    keys: keySource(key),
    clock: systemClock,
    logger: silentLogger,
    intervalMs: 5,
  };
  const log = new ProofLog(parts);
  log.start();
  await eventually(`${size} entries are signed`, async () => {
    const last = await readLastCheckpoint(store);
    return last && parseCheckpoint(last.body.data.checkpoint).size === size;
  });
  await log.stop();
}

describe('the proof log before its first checkpoint', () => {
  it.each(['checkpoint', 'tile/0/000', 'tile/entries/000.p/1', 'consistency?from=0&to=0'])(
    'answers 404 to %s',
    async path => {
      const { body } = await get(api, `/v1/proofs/${path}`).expect(404);
      expect(body).toMatchObject({ code: 'PROOF_NOT_SIGNED' });
    },
  );
});

describe('the proof log over HTTP', () => {
  let entries: Buffer[];
  beforeAll(async () => {
    await store.add('payout-1', ...numbers(0, 100));
    await signUpTo(100);
    await store.add('payout-2', ...numbers(100, SIZE));
    await signUpTo(SIZE);
    // More than is signed.
    await store.add('payout-3', 1, 2);
    entries = [];
    for await (const event of store.readAllBytes()) if (!isTechnical(event)) entries.push(formatEntry(event));
  });

  it('gives the last checkpoint as it was signed', async () => {
    const { text, headers } = await get(api, '/v1/proofs/checkpoint').expect(200);
    expect(text).toBe((await readLastCheckpoint(store))!.body.data.checkpoint);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
  });

  it('adds the cosignatures that are on record for it, and no others', async () => {
    const { checkpoint } = (await readLastCheckpoint(store))!.body.data;
    const { text } = parseCheckpoint(checkpoint).note;
    const line = cosignText(witnessKey('witness.example/one'), text, 1_700_000_000n);
    await cosigned(formatNote(text, [line]));
    await cosigned(formatNote(text.replace(`${SIZE}`, '299'), [cosignText(witnessKey('other'), text, 1n)]));
    const served = await get(api, '/v1/proofs/checkpoint').expect(200);
    expect(served.text).toBe(`${checkpoint}${line}\n`);
  });

  it('gives tiles of hashes, of which the complete ones are kept for ever', async () => {
    const full = await bytes('/v1/proofs/tile/0/000');
    expect(full.body).toEqual(Buffer.concat(entries.slice(0, 256).map(hashLeaf)));
    expect(full.headers['content-type']).toBe('application/octet-stream');
    expect(full.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const partial = await bytes(`/v1/proofs/tile/0/001.p/${SIZE - 256}`);
    expect(partial.body).toEqual(Buffer.concat(entries.slice(256, SIZE).map(hashLeaf)));
    expect(partial.headers['cache-control']).toBe('no-cache');
    expect((await bytes('/v1/proofs/tile/1/000.p/1')).body).toHaveLength(32);
    expect((await bytes('/v1/proofs/tile/0/000.p/3')).body).toHaveLength(96);
  });

  it('gives bundles of entries', async () => {
    const full = await bytes('/v1/proofs/tile/entries/000');
    expect(parseEntryBundle(full.body as Buffer)).toEqual(entries.slice(0, 256));
    const partial = await bytes('/v1/proofs/tile/entries/001.p/10');
    expect(parseEntryBundle(partial.body as Buffer)).toEqual(entries.slice(256, 266));
  });

  it.each([
    'tile/0/001',
    `tile/0/001.p/${SIZE - 255}`,
    'tile/entries/001',
    'tile/0/002.p/1',
    'tile/1/000.p/2',
    'tile/64/000.p/1',
    'tile/0/000.p/0',
    'tile/0/000.p/257',
    'tile/0/0',
    'tile/0',
    'tile/0/000/',
    'tile/0/000/extra',
    'tile/../checkpoint.p/1',
    'tile/0/x000/000',
    'tile/a/000',
    'tile/0/%2e%2e',
  ])('answers 404 to %s, which is not signed or no tile', async path => {
    const { body } = await get(api, `/v1/proofs/${path}`);
    expect(body).toMatchObject({ status: 404, code: expect.stringMatching(/NOT_FOUND$/) as string });
  });

  it('proves that a tree extends an earlier one', async () => {
    const { text } = await get(api, `/v1/proofs/consistency?from=100&to=${SIZE}`).expect(200);
    const [first] = store.eventsOf('checkpoint-proof-log');
    const heads = [first!.body.data, (await readLastCheckpoint(store))!.body.data];
    const [from, to] = heads.map(data => parseCheckpoint((data as { checkpoint: string }).checkpoint));
    const proof = parseHashLines(text.split('\n').slice(0, -1));
    const roots = { fromRoot: from!.root, toRoot: to!.root };
    expect(isConsistent({ from: from!.size, to: to!.size, ...roots, proof })).toBe(true);
  });

  it.each([['from=0&to=0'], [`from=0&to=${SIZE}`], [`from=${SIZE}&to=${SIZE}`]])(
    'needs no hashes for %s',
    async query => {
      expect((await get(api, `/v1/proofs/consistency?${query}`).expect(200)).text).toBe('');
    },
  );

  it.each([
    ['', ['from', 'to']],
    ['from=1', ['to']],
    ['from=-1&to=1.5', ['from', 'to']],
    ['from=01&to=1e2', ['from', 'to']],
    [`from=x&to=${SIZE + 1}`, ['from', 'to']],
    [`from=${SIZE + 2}&to=${SIZE + 1}`, ['from', 'from', 'to']],
    ['from=2&to=1', ['from']],
    ['from=1&from=2&to=3', ['from']],
    ['from=1&to=2&size=3', ['size']],
  ])('names every fault of %s', async (query, fields) => {
    expect(faultyFields(await get(api, `/v1/proofs/consistency?${query}`).expect(400))).toEqual(fields);
  });
});

describe('the proof log over a damaged or missing cache', () => {
  const kept = new Map<string, Buffer[]>();
  beforeEach(() => {
    for (const [place, { hashes }] of tiles.tiles) kept.set(place, [...hashes]);
  });
  afterEach(() => {
    for (const [place, hashes] of kept) tiles.tiles.set(place, { ...tiles.tiles.get(place)!, hashes });
  });

  it('gives no hash of a damaged tile, and says so to the operator', async () => {
    const tile = tiles.tiles.get('0/0')!;
    tiles.tiles.set('0/0', { ...tile, hashes: [hashLeaf(Buffer.of()), ...tile.hashes.slice(1)] });
    for (const path of ['tile/0/000', 'tile/entries/000', 'tile/0/000.p/5']) {
      const { body } = await get(api, `/v1/proofs/${path}`).expect(503);
      expect(body).toMatchObject({ code: 'PROOF_TILES_DAMAGED' });
    }
    expect(api.logLines.join('')).toContain('no proof can be given');
  });

  it('says that tiles are behind what is signed, and when to come again', async () => {
    const tile = tiles.tiles.get('0/1')!;
    tiles.tiles.set('0/1', { ...tile, hashes: tile.hashes.slice(0, 2) });
    const { body, headers } = await get(api, `/v1/proofs/consistency?from=1&to=${SIZE}`).expect(503);
    expect(body).toMatchObject({ code: 'PROOF_TILES_MISSING' });
    expect(headers['retry-after']).toBe('10');
  });

  it('gives no entries where the event store holds others', async () => {
    const event = store.log[5]!;
    const index = store.log.indexOf(event);
    (store.log as unknown[])[index] = { ...event, body: { ...event.body, data: { number: 77 } } };
    const { body } = await get(api, '/v1/proofs/tile/entries/000').expect(503);
    expect(body).toMatchObject({ code: 'PROOF_ENTRIES_DIFFER' });
  });
});
