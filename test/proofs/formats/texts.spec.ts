import fc from 'fast-check';
import { formatAddCheckpoint, parseAddCheckpoint } from '../../../src/proofs/formats/add-checkpoint';
import { formatEntry, hashEntry, isTechnical } from '../../../src/proofs/formats/entry';
import { formatEntryBundle, parseEntryBundle } from '../../../src/proofs/formats/entry-bundle';
import { hashLeaf } from '../../../src/proofs/merkle/hashing';
import { Malformed } from '../../../src/proofs/formats/malformed';
import { formatTilePath, parseTilePath } from '../../../src/proofs/formats/tile-paths';
import { formatTlogProof, parseTlogProof } from '../../../src/proofs/formats/tlog-proof';

const CHECKPOINT = 'log\n1\nroot\n\n— log AAAA\n';
const hashes = fc.array(
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes)),
  { maxLength: 63 },
);
const counts = fc.nat(Number.MAX_SAFE_INTEGER);

describe('a proof as text', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(counts, hashes, (index, list) => {
        const proof = { index, hashes: list, checkpoint: CHECKPOINT };
        expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
        const request = { oldSize: index, proof: list, checkpoint: CHECKPOINT };
        expect(parseAddCheckpoint(formatAddCheckpoint(request))).toEqual(request);
      }),
    );
  });

  it('may have extra data, which is not trusted', () => {
    const text = `c2sp.org/tlog-proof@v1\nextra YWdl\nindex 3\n\n${CHECKPOINT}`;
    expect(parseTlogProof(text)).toEqual({ index: 3, hashes: [], checkpoint: CHECKPOINT });
  });

  it.each([
    ['another version', 'c2sp.org/tlog-proof@v2\nindex 3\n\nx'],
    ['no index', 'c2sp.org/tlog-proof@v1\n\nx'],
    ['a leading zero', 'c2sp.org/tlog-proof@v1\nindex 03\n\nx'],
    ['a hash of 3 bytes', 'c2sp.org/tlog-proof@v1\nindex 3\nYWdl\n\nx'],
    ['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 3\n'],
  ])('is refused with %s', (_fault, text) => {
    expect(() => parseTlogProof(text)).toThrow(Malformed);
  });

  it('is refused with 64 hashes', () => {
    const line = `${Buffer.alloc(32).toString('base64')}\n`;
    expect(() => parseAddCheckpoint(`old 1\n${line.repeat(64)}\n${CHECKPOINT}`)).toThrow(Malformed);
  });
});

describe('the path of a tile', () => {
  it.each([
    [{ level: 0, index: 1_234_067, width: 256 }, '0/x001/x234/067'],
    [{ level: 'entries', index: 0, width: 256 }, 'entries/000'],
    [{ level: 1, index: 999, width: 17 }, '1/999.p/17'],
  ] as const)('is as in the specification', (tile, path) => {
    expect(formatTilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it('is read as it was written', () => {
    const level = fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 }));
    const tile = fc.record({
      level,
      index: fc.nat(999_999_999_999),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(fc.property(tile, request => expect(parseTilePath(formatTilePath(request))).toEqual(request)));
  });

  it.each([
    '0/01',
    '0/x000/001',
    '64/001',
    '0/001.p/0',
    '0/001.p/256',
    '0/001.p/257',
    '00/001',
    '0/001/',
    '../0/001',
    '',
  ])('is nothing else: %s', path => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

describe('a bundle of entries', () => {
  it('is read as it was written', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)));
    fc.assert(fc.property(entries, list => expect(parseEntryBundle(formatEntryBundle(list))).toEqual(list)));
  });

  it('is refused where it ends within an entry', () => {
    expect(() => parseEntryBundle(Buffer.of(0, 2, 1))).toThrow(Malformed);
    expect(() => parseEntryBundle(Buffer.of(0))).toThrow(Malformed);
  });
});

describe('the entry of an event', () => {
  const event = {
    streamId: 'payout-1',
    revision: 7n,
    id: '018f',
    type: 'PayoutRequested',
    data: Buffer.from('{"a":1}'),
    metadata: Buffer.alloc(0),
  };

  it('has the seven lines of its specification', () => {
    expect(formatEntry(event).toString()).toBe(
      'holdfast-entry/v1\npayout-1\n7\n018f\nPayoutRequested\n' +
        '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862\n' +
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n',
    );
  });

  it('is another one for another name, whatever characters stand in it', () => {
    const name = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\n', '%', '0', 'A', 's') }));
    fc.assert(
      fc.property(name, name, name, name, (stream, type, otherStream, otherType) => {
        const text = formatEntry({ ...event, streamId: stream, type });
        const other = formatEntry({ ...event, streamId: otherStream, type: otherType });
        expect(text.equals(other)).toBe(stream === otherStream && type === otherType);
        expect(text.toString().split('\n')).toHaveLength(8);
        expect(hashEntry({ ...event, streamId: stream, type })).toEqual(hashLeaf(text));
      }),
    );
  });

  it('always fits into a bundle', () => {
    const long = 'é'.repeat(100_000);
    expect(formatEntry({ ...event, streamId: long, type: `${long}!` }).length).toBeLessThan(5_000);
  });

  it.each([
    ['$settings', 'Anything', true],
    ['payout-1', '$deleted', true],
    ['checkpoint-payout-saga', 'SagaCheckpointMoved', true],
    ['snapshot-account-1', 'AccountSnapshotTaken', true],
    ['checkpoint-proof-log', 'ProofCheckpointSigned', true],
    ['api-keys', 'ApiKeyCreated', false],
    ['account-checkpoint-1', 'AccountOpened', false],
  ])('is left out for technical streams alone: %s %s', (streamId, type, technical) => {
    expect(isTechnical({ streamId, type })).toBe(technical);
  });
});
