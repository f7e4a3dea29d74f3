import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { formatVerifierKey, parseSigningKey } from '../../../src/proofs/formats/note-keys';
import { formatTilePath, type TileRequest } from '../../../src/proofs/formats/tile-paths';
import { ADMIN_KEY, payoutBody } from '../../support/api-client';
import { completeCheckpoint } from '../../support/checkpoints';
import { TestService } from '../../support/service';
import { missingGo, verifyWithGo } from './go-tool';

interface EventProofView {
  readonly index: number;
  readonly entry: string;
  readonly proof: string;
}

const missing = missingGo();
const title = missing === undefined ? '' : ` (skipped: ${missing})`;
const run = missing === undefined ? it : it.skip;
/** More than one tile of entries. */
const DEPOSITS = 270;

/** The tiles of all levels, and the bundles of entries, that a tree of this size has. */
function tilesOf(size: number): TileRequest[] {
  const tiles: TileRequest[] = [];
  for (let level = 0, count = size; count > 0; count = Math.floor(count / 256), level += 1)
    for (let index = 0; index * 256 < count; index += 1)
      tiles.push({ level, index, width: Math.min(256, count - index * 256) });
  const bundles = tiles.filter(({ level }) => level === 0);
  return [...tiles, ...bundles.map(bundle => ({ ...bundle, level: 'entries' as const }))];
}

describe('golang.org/x/mod/sumdb, over HTTP', () => {
  let holdfast: TestService;
  let folder: string;
  afterEach(async () => {
    await holdfast.stop();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  const get = async (path: string): Promise<Buffer> => {
    const headers = { Authorization: `Bearer ${ADMIN_KEY}` };
    const answer = await fetch(`${holdfast.service.url}/v1/${path}`, { headers });
    expect([path, answer.status]).toEqual([path, 200]);
    return Buffer.from(await answer.arrayBuffer());
  };

  run(
    `reads the checkpoint, the tiles and the proofs of a payout as they are served${title}`,
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'holdfast-go-'));
      holdfast = await TestService.start({ proofIntervalMs: 50 });
      await holdfast.api.fund('merchant-1', '500.00');
      const old = await completeCheckpoint(holdfast);
      write('old-checkpoint', await get('proofs/checkpoint'));
      for (let number = 0; number < DEPOSITS; number += 1)
        await holdfast.api.deposit('merchant-1', '1.00', `deposit ${number}`);
      const { id } = await holdfast.payOut(payoutBody('merchant-1', 'proved', '50.00'));
      await completeCheckpoint(holdfast);
      const checkpoint = await get('proofs/checkpoint');
      const { size } = parseCheckpoint(checkpoint);
      write('checkpoint', checkpoint);
      write('consistency', await get(`proofs/consistency?from=${old.size}&to=${size}`));
      const key = parseSigningKey(readFileSync(join(holdfast.dataDir, 'proof.key'), 'utf8'));
      write('vkey', formatVerifierKey(key));
      for (const tile of tilesOf(size)) {
        const name = `tile/${formatTilePath(tile)}`;
        write(name, await get(`proofs/${name}`));
      }
      const proof = JSON.parse((await get(`payouts/${id}/proof`)).toString()) as { events: EventProofView[] };
      for (const { index, entry, proof: text } of proof.events) {
        write(`proofs/${index}.entry`, entry);
        write(`proofs/${index}.tlog-proof`, text);
      }
      expect(size).toBeGreaterThan(256);
      expect(proof.events.length).toBeGreaterThan(5);
      expect(verifyWithGo(folder)).toBe(`verified ${size} entries, ${proof.events.length} proofs`);
    },
    180_000,
  );
});
