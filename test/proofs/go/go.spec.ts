import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { signCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { formatEntryBundle } from '../../../src/proofs/formats/entry-bundle';
import { formatVerifierKey, SIGNATURE, signingKey } from '../../../src/proofs/formats/note-keys';
import { formatTilePath } from '../../../src/proofs/formats/tile-paths';
import { formatHashLines, formatTlogProof } from '../../../src/proofs/formats/tlog-proof';
import { proveConsistency, proveInclusion, rootOf } from '../../../src/proofs/merkle/make-proofs';
import { nodesFromTiles } from '../../../src/proofs/merkle/tiles';
import { growTree, tileReader } from '../merkle/tile-store';
import { missingGo, verifyWithGo } from './go-tool';

const missing = missingGo();
const SIZE = 300;
const OLD_SIZE = 131;
const key = signingKey('log.example/go', createHash('sha256').update('go').digest(), SIGNATURE);
const entries = Array.from({ length: SIZE }, (_, at) => Buffer.from(`entry ${at}\n`));

describe('golang.org/x/mod/sumdb', () => {
  let folder: string;
  const write = (name: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-go-'));
    await writeLog(write);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const title = missing === undefined ? '' : ` (skipped: ${missing})`;
  const run = missing === undefined ? it : it.skip;

  run(
    `reads our checkpoints, tiles and proofs${title}`,
    () => {
      expect(verifyWithGo(folder)).toBe(`verified ${SIZE} entries, ${SIZE} proofs`);
    },
    120_000,
  );

  run(
    `refuses one changed byte of an entry${title}`,
    () => {
      const bundle = readFileSync(join(folder, 'tile/entries/000'));
      bundle[40]! ^= 1;
      write('tile/entries/000', bundle);
      expect(verifyWithGo(folder)).not.toContain('verified');
    },
    120_000,
  );

  run(
    `refuses one changed byte of a tile${title}`,
    () => {
      const tile = readFileSync(join(folder, 'tile/0/000'));
      tile[40]! ^= 1;
      write('tile/0/000', tile);
      expect(verifyWithGo(folder)).not.toContain('verified');
    },
    120_000,
  );
});

async function writeLog(write: (name: string, content: string | Buffer) => void): Promise<void> {
  const { tiles } = growTree(entries);
  const readNodes = nodesFromTiles(tileReader(tiles));
  const sign = async (size: number) =>
    signCheckpoint(key, { origin: key.name, size, root: await rootOf(readNodes, size) });
  const checkpoint = await sign(SIZE);
  write('vkey', formatVerifierKey(key));
  write('checkpoint', checkpoint);
  write('old-checkpoint', await sign(OLD_SIZE));
  write('consistency', formatHashLines(await proveConsistency(readNodes, OLD_SIZE, SIZE)));
  for (const { hashes, ...place } of tiles.values())
    write(`tile/${formatTilePath({ ...place, width: hashes.length })}`, Buffer.concat(hashes));
  write('tile/entries/000', formatEntryBundle(entries.slice(0, 256)));
  write(`tile/entries/001.p/${SIZE - 256}`, formatEntryBundle(entries.slice(256)));
  for (const [index, entry] of entries.entries()) {
    const hashes = await proveInclusion(readNodes, index, SIZE);
    write(`proofs/${index}.entry`, entry);
    write(`proofs/${index}.tlog-proof`, formatTlogProof({ index, hashes, checkpoint }));
  }
}
