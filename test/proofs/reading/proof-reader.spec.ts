import { signCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { formatEntry, isTechnical } from '../../../src/proofs/formats/entry';
import { LogWriter } from '../../../src/proofs/log/log-writer';
import { hashLeaf } from '../../../src/proofs/merkle/hashing';
import { isConsistent, isIncluded } from '../../../src/proofs/merkle/verify-proofs';
import { EntryReader } from '../../../src/proofs/reading/entry-reader';
import { ProofReader } from '../../../src/proofs/reading/proof-reader';
import { SignedTree } from '../../../src/proofs/reading/signed-tree';
import { systemClock } from '../../../src/shared/clock';
import { BytesInMemory, key } from '../log/history';
import { MemoryTiles } from '../log/memory-tiles';

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
/** Events of the history, and how many of them are signed. */
const [EVENTS, SIGNED] = [600, 530];

describe('a signed tree', () => {
  let store: BytesInMemory;
  let tiles: MemoryTiles;
  let tree: SignedTree;
  let events: { id: string; position: { commit: bigint; prepare: bigint }; entry: Buffer }[];
  beforeEach(async () => {
    [store, tiles] = [new BytesInMemory(systemClock), new MemoryTiles()];
    await store.add('payout-1', ...numbers(0, SIGNED));
    const log = new LogWriter({ store, bytes: store, session: tiles });
    await log.resume();
    await log.readOn(new AbortController().signal);
    const head = { origin: key.name, size: log.size, root: log.root };
    const checkpoint = signCheckpoint(key, head);
    await store.add('payout-2', ...numbers(SIGNED, EVENTS));
    await log.readOn(new AbortController().signal);
    tree = new SignedTree(checkpoint, { tiles, entries: new EntryReader({ bytes: store, tiles }) });
    events = [];
    for await (const event of store.readAllBytes())
      if (!isTechnical(event)) events.push({ ...event, entry: formatEntry(event) });
  });

  const damage = (place: string, at = 3) => {
    const tile = tiles.tiles.get(place)!;
    const hashes = tile.hashes.map((hash, number) => (number === at ? hashLeaf(hash) : hash));
    tiles.tiles.set(place, { ...tile, hashes });
  };

  it.each([0, 1, 255, 256, 300, 511, 512, 529])('proves entry %i', async index => {
    const { root, size } = tree.checkpoint;
    const proof = (await tree.proveEvent(events[index]!))!;
    expect([proof.index, proof.entry]).toEqual([index, events[index]!.entry]);
    const claim = { index, size, root, leafHash: hashLeaf(proof.entry), proof: [...proof.hashes] };
    expect(isIncluded(claim)).toBe(true);
  });

  it.each([530, 531, 599])('says that event %i came after the checkpoint', async index => {
    expect(await tree.proveEvent(events[index]!)).toBeUndefined();
  });

  it('gives as much of a tile and of its entries as is signed', async () => {
    expect(await tree.readTile({ level: 0, index: 2 })).toHaveLength(SIGNED - 512);
    expect(tree.widthOf({ level: 0, index: 3 })).toBe(0);
    expect(await tree.readTile({ level: 1, index: 0 })).toHaveLength(2);
    expect((await tree.readEntries(2)).map(({ entry }) => entry)).toEqual(
      events.slice(512, SIGNED).map(({ entry }) => entry),
    );
  });

  it('proves that it extends earlier ones', async () => {
    const claim = { from: 300, to: SIGNED, toRoot: tree.checkpoint.root };
    const log = new LogWriter({ store, bytes: store, session: tiles });
    const [fromRoot, proof] = [await log.rootAt(300), [...(await tree.proveConsistency(300, SIGNED))]];
    expect(isConsistent({ ...claim, fromRoot, proof })).toBe(true);
    expect(await tree.proveConsistency(0, 5)).toEqual([]);
  });

  it.each(['0/0', '0/1', '0/2', '1/0'])(
    'gives no proof by a damaged tile %s, for no event that needs it',
    async place => {
      damage(place, 1);
      const results = await Promise.allSettled(events.slice(0, SIGNED).map(event => tree.proveEvent(event)));
      const refused = results.filter(({ status }) => status === 'rejected');
      expect(refused.length).toBeGreaterThan(0);
      for (const result of refused)
        expect((result as PromiseRejectedResult).reason).toMatchObject({ code: 'PROOF_TILES_DAMAGED' });
      for (const [index, result] of results.entries()) {
        if (result.status === 'rejected') continue;
        const { root, size } = tree.checkpoint;
        const { entry, hashes } = result.value!;
        expect(isIncluded({ index, size, root, leafHash: hashLeaf(entry), proof: [...hashes] })).toBe(true);
      }
    },
  );

  it.each(['0/0', '0/2', '1/0'])('serves no damaged tile %s', async place => {
    damage(place, 1);
    const [level, index] = place.split('/').map(Number) as [number, number];
    await expect(tree.readTile({ level, index })).rejects.toMatchObject({ code: 'PROOF_TILES_DAMAGED' });
  });

  it.each(['0/0', '0/1', '0/2', '1/0'])('says that tile %s is missing', async place => {
    tiles.tiles.delete(place);
    const results = await Promise.allSettled(events.slice(0, SIGNED).map(event => tree.proveEvent(event)));
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const result of refused)
      expect((result as PromiseRejectedResult).reason).toMatchObject({ code: 'PROOF_TILES_MISSING' });
  });

  it('says that the tiles are behind what is signed', async () => {
    const tile = tiles.tiles.get('0/2')!;
    tiles.tiles.set('0/2', { ...tile, hashes: tile.hashes.slice(0, 5) });
    const behind = { code: 'PROOF_TILES_MISSING' };
    await expect(tree.proveEvent(events[3]!)).rejects.toMatchObject(behind);
    await expect(tree.readEntries(2)).rejects.toMatchObject(behind);
  });

  it.each([
    ['is another one than before', { id: 'another' }],
    ['has another place than before', { position: { commit: 1n, prepare: 0n } }],
  ])('gives no proof for an event that %s', async (_what, change) => {
    const event = { ...events[3]!, ...change };
    await expect(tree.proveEvent(event)).rejects.toMatchObject({
      code: expect.stringMatching(/PROOF_ENTRIES_DIFFER|PROOF_TILES_MISSING/) as string,
    });
  });

  it('gives no entries of a history that was changed', async () => {
    const forged = await store.rewritten(all =>
      all.map((event, at) => (at === 5 ? { ...event, body: { ...event.body, data: { number: 9 } } } : event)),
    );
    const entries = new EntryReader({ bytes: forged, tiles });
    const other = new SignedTree(tree.checkpointText, { tiles, entries });
    await expect(other.readEntries(0)).rejects.toMatchObject({ code: 'PROOF_ENTRIES_DIFFER' });
    await expect(other.proveEvent(events[5]!)).rejects.toMatchObject({ code: 'PROOF_ENTRIES_DIFFER' });
  });

  it('is none while nothing is signed', async () => {
    const reader = new ProofReader({ store, bytes: store, tiles });
    await expect(reader.readTree()).rejects.toMatchObject({ code: 'PROOF_NOT_SIGNED' });
  });
});
