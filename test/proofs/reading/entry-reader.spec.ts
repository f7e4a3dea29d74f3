import { isTechnical, formatEntry } from '../../../src/proofs/formats/entry';
import { LogWriter } from '../../../src/proofs/log/log-writer';
import { MissingTile } from '../../../src/proofs/log/tile-store';
import { hashLeaf } from '../../../src/proofs/merkle/hashing';
import { EntryReader } from '../../../src/proofs/reading/entry-reader';
import { systemClock } from '../../../src/shared/clock';
import { BytesInMemory } from '../log/history';
import { MemoryTiles } from '../log/memory-tiles';

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

describe('the index of an entry', () => {
  let store: BytesInMemory;
  let tiles: MemoryTiles;
  let reader: EntryReader;
  beforeEach(() => {
    [store, tiles] = [new BytesInMemory(systemClock), new MemoryTiles()];
    reader = new EntryReader({ bytes: store, tiles });
  });

  async function write(): Promise<void> {
    const log = new LogWriter({ store, bytes: store, session: tiles });
    await log.resume();
    await log.readOn(new AbortController().signal);
  }

  async function entries() {
    const all = [];
    for await (const event of store.readAllBytes()) if (!isTechnical(event)) all.push(event);
    return all;
  }

  /** 700 entries with technical events between them, written in two tenures. */
  async function writeHistory(): Promise<void> {
    await store.add('checkpoint-before', 1, 2);
    await store.add('payout-1', ...numbers(0, 300));
    await write();
    await store.add('checkpoint-between', ...numbers(0, 40));
    await store.add('payout-2', ...numbers(0, 400));
    await write();
  }

  it('is found at the borders of tiles, over technical events and a new tenure', async () => {
    await writeHistory();
    const all = await entries();
    for (const index of [0, 1, 254, 255, 256, 257, 298, 299, 300, 301, 511, 512, 513, 698, 699])
      expect(await reader.findIndex(all[index]!.position)).toBe(index);
  });

  it('is found for an event that is newer than the tiles, if its tile has begun', async () => {
    await writeHistory();
    await store.add('payout-3', 1);
    expect(await reader.findIndex(store.log.at(-1)!.position)).toBe(700);
  });

  it('is none for a technical event, and without tiles', async () => {
    await writeHistory();
    const technical = store.log.filter(({ streamId }) => streamId.startsWith('checkpoint-'));
    for (const { position } of technical) expect(await reader.findIndex(position)).toBeUndefined();
    await tiles.clear();
    expect(await reader.findIndex(store.log.at(-1)!.position)).toBeUndefined();
  });

  it('leads to the entries under a tile, whose hashes are the tile', async () => {
    await writeHistory();
    const all = await entries();
    for (const [tile, width] of [
      [0, 256],
      [1, 256],
      [2, 188],
      [1, 7],
    ] as const) {
      const found = await reader.readUnder(tile, width);
      expect(found.map(({ index }) => index)).toEqual(numbers(tile * 256, tile * 256 + width));
      expect(found.map(({ entry }) => entry)).toEqual(
        all.slice(tile * 256, tile * 256 + width).map(formatEntry),
      );
      const hashes = await tiles.readTile({ level: 0, index: tile });
      expect(found.map(({ entry }) => hashLeaf(entry))).toEqual(hashes.slice(0, width));
    }
    await expect(reader.readUnder(3)).rejects.toThrow(MissingTile);
  });

  it('is refused where the event store has another event at the beginning of a tile', async () => {
    await writeHistory();
    const technical = store.log.find(({ streamId }) => streamId === 'checkpoint-between')!;
    const tile = tiles.tiles.get('0/1')!;
    tiles.tiles.set('0/1', { ...tile, firstPosition: technical.position });
    await expect(reader.readUnder(1)).rejects.toMatchObject({ code: 'PROOF_ENTRIES_DIFFER' });
  });
});
