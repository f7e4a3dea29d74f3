import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { isTechnical } from '../../src/proofs/formats/entry';
import { parseSigningKey, type VerifierKey } from '../../src/proofs/formats/note-keys';
import { EntryReader } from '../../src/proofs/reading/entry-reader';
import { PostgresTileReader } from '../../src/composition/proofs/postgres-tile-reader';
import { verifyLog } from '../../src/proofs/log/verify-log';
import { payoutBody } from '../support/api-client';
import { completeCheckpoint } from '../support/checkpoints';
import { eventually } from '../support/eventually';
import { TestService } from '../support/service';

describe('the proof log of a service', () => {
  let holdfast: TestService;
  beforeAll(async () => {
    holdfast = await TestService.start({ proofIntervalMs: 50 });
    await holdfast.api.fund('merchant-1', '500.00');
    await holdfast.payOut(payoutBody('merchant-1', 'proved-1', '50.00'));
  });
  afterAll(() => holdfast.stop());

  const keyFile = () => join(holdfast.dataDir, 'proof.key');
  const key = async (): Promise<VerifierKey> => parseSigningKey(await readFile(keyFile(), 'utf8'));

  const complete = () => completeCheckpoint(holdfast);

  it('has every event of a payout, and the streams alone prove it', async () => {
    const { root, size } = await complete();
    const report = await verifyLog(holdfast.service.store, { key: await key() });
    expect(report).toMatchObject({ ok: true, entries: size, unsigned: 0, root: root.toString('base64') });
    expect(size).toBeGreaterThan(8);
  });

  it('hashes the bytes that are stored', async () => {
    const { store } = holdfast.service;
    const bytes = new Map<string, string>();
    for await (const { id, data } of store.readAllBytes()) bytes.set(id, Buffer.from(data).toString());
    for await (const { id, body } of store.readAll()) {
      const json = JSON.parse(bytes.get(id)!) as object;
      expect(Object.keys(json)).toEqual(Object.keys(body.data));
    }
  });

  it('reads on after a position', async () => {
    const { store } = holdfast.service;
    const all = [];
    for await (const event of store.readAllBytes()) all.push(event);
    const rest = [];
    for await (const { id } of store.readAllBytes(all[4]!.position)) rest.push(id);
    expect(rest.slice(0, all.length - 5)).toEqual(all.slice(5).map(({ id }) => id));
  });

  it('reads on from a position, that event included', async () => {
    const { store } = holdfast.service;
    const all = [];
    for await (const event of store.readAllBytes()) all.push(event);
    const rest = [];
    for await (const { id } of store.readBytesFrom(all[4]!.position)) rest.push(id);
    expect(rest.slice(0, all.length - 4)).toEqual(all.slice(4).map(({ id }) => id));
  });

  it('goes on after a restart, with the same key', async () => {
    const [before, { name }] = [await complete(), await key()];
    await holdfast.restart();
    await holdfast.payOut(payoutBody('merchant-1', 'proved-2', '20.00'));
    const after = await complete();
    expect(after.size).toBeGreaterThan(before.size);
    expect([after.origin, before.origin]).toEqual([name, name]);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
  });

  it('finds the index of every entry', async () => {
    await complete();
    const { store, readModels } = holdfast.service;
    const reader = new EntryReader({ bytes: store, tiles: new PostgresTileReader(readModels.database) });
    const found = [];
    for await (const event of store.readAllBytes())
      if (!isTechnical(event)) found.push(await reader.findIndex(event.position));
    expect(found).toEqual(found.map((_, at) => at));
  });

  it('makes tiles of an earlier version again, which have no positions', async () => {
    await complete();
    await sql`alter table proof_log.tile drop column first_commit, drop column first_prepare`.execute(
      holdfast.service.readModels.database,
    );
    await holdfast.restart();
    const reader = new PostgresTileReader(holdfast.service.readModels.database);
    const end = { commit: 1n << 60n, prepare: 1n << 60n };
    await eventually('the tile has a position', () => reader.findPlaceBefore(end));
    expect(await verifyLog(holdfast.service.store, { key: await key() })).toMatchObject({ ok: true });
  });

  it('makes its tiles again where the database has lost them', async () => {
    const before = await complete();
    await sql`drop schema proof_log cascade`.execute(holdfast.service.readModels.database);
    await holdfast.restart();
    await holdfast.payOut(payoutBody('merchant-1', 'proved-3', '30.00'));
    expect((await complete()).size).toBeGreaterThan(before.size);
    expect(await verifyLog(holdfast.service.store, { key: await key() })).toMatchObject({ ok: true });
  });
});
