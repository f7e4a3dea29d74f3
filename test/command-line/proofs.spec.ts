import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROOF_LOG_STREAM } from '../../src/event-store/stream-names';
import { parseCheckpoint, signCheckpoint } from '../../src/proofs/formats/checkpoint';
import { addKey, parseKeyRing } from '../../src/proofs/key-file';
import { readLastCheckpoint } from '../../src/proofs/log/checkpoint-stream';
import { hashLeaf } from '../../src/proofs/merkle/hashing';
import { completeCheckpoint } from '../support/checkpoints';
import { eventually } from '../support/eventually';
import { run } from '../support/holdfast-process';
import { TestService } from '../support/service';

describe('holdfast proofs', () => {
  let holdfast: TestService;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-kept-'));
    holdfast = await TestService.start({ proofIntervalMs: 50 });
    await holdfast.api.fund('merchant-1', '100.00');
    await completeCheckpoint(holdfast);
  });
  afterAll(async () => {
    await holdfast.stop();
    await rm(folder, { recursive: true });
  });

  const keyFile = () => join(holdfast.dataDir, 'proof.key');
  const ring = async () => parseKeyRing(await readFile(keyFile(), 'utf8'));
  const holdfastRun = (...args: string[]) => run(args, { DATA_DIR: holdfast.dataDir });
  const signers = async () => {
    const last = await readLastCheckpoint(holdfast.service.store);
    return last ? parseCheckpoint(last.body.data.checkpoint).note.signatures.map(({ keyId }) => keyId) : [];
  };
  const lastType = async () => (await holdfast.service.store.readLast(PROOF_LOG_STREAM))?.body.type;

  async function refused(args: string[], reason: string): Promise<void> {
    const before = await readFile(keyFile(), 'utf8');
    const last = await holdfast.service.store.readLast(PROOF_LOG_STREAM);
    const { code, stdout, stderr } = await holdfastRun('proofs', ...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(reason);
    expect(await readFile(keyFile(), 'utf8')).toBe(before);
    expect((await holdfast.service.store.readLast(PROOF_LOG_STREAM))?.id).toBe(last?.id);
  }

  it('changes the key beside a running service, which takes it up without a restart', async () => {
    const [first] = await ring();
    await refused(['finish-rotation'], 'There is no old key');
    const { code, stdout } = await holdfastRun('proofs', 'rotate-key');
    const [second, ...others] = await ring();
    expect([code, others.map(({ id }) => id)]).toEqual([0, [first.id]]);
    expect(stdout).toContain(`${second.name}+${second.id}+`);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    await eventually('the key is announced', async () => (await lastType()) === 'ProofKeyRotated');
    await refused(['finish-rotation'], `The key ${second.id} has not signed yet`);
    await refused(['rotate-key'], 'A change of keys is under way');
    await holdfast.api.deposit('merchant-1', '1.00', 'one');
    await completeCheckpoint(holdfast);
    expect(await signers()).toEqual([second.id, first.id]);
    expect((await holdfastRun('proofs', 'finish-rotation')).code).toBe(0);
    await holdfast.api.deposit('merchant-1', '1.00', 'two');
    await completeCheckpoint(holdfast);
    expect(await signers()).toEqual([second.id]);
    const audit = await holdfastRun('audit', 'verify');
    expect([audit.code, audit.stderr]).toEqual([0, '']);
    expect(audit.stdout).toContain('Everything agrees.');
  });

  it('begins no new log while nothing is contradicted, and none without a reason', async () => {
    await refused(['begin-again'], "required option '--reason <text>'");
    await refused(['begin-again', '--reason', 'to try it'], 'agrees with every checkpoint known here');
    await refused(['begin-again', '--reason', 'two\nlines'], '--reason must be one line');
    const foreign = join(folder, 'foreign.txt');
    await writeFile(
      foreign,
      'log.example/foreign\n9\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— x AAAAAAAA\n',
    );
    await refused(['begin-again', '--reason', 'r', '--checkpoint', foreign], 'is not signed by the log');
  });

  it('begins a new log where a kept checkpoint has more than the event store', async () => {
    const [key] = await ring();
    const { size } = await completeCheckpoint(holdfast);
    const kept = join(folder, 'kept.txt');
    const head = { origin: key.name, size: size + 100, root: hashLeaf(Buffer.of()) };
    await writeFile(kept, signCheckpoint(key, head));
    const reason = 'an older copy was restored';
    // As an attempt that was interrupted leaves it: the key is there, the event is not.
    await addKey(keyFile(), 'holdfast-interrupted', await ring());
    const begun = await holdfastRun('proofs', 'begin-again', '--reason', reason, '--checkpoint', kept);
    expect([begun.code, begun.stderr]).toEqual([0, '']);
    const [fresh] = await ring();
    expect(fresh.name).toBe('holdfast-interrupted');
    expect((await completeCheckpoint(holdfast)).origin).toBe(fresh.name);
    const audit = await holdfastRun('audit', 'verify');
    expect([audit.code, audit.stderr]).toEqual([0, '']);
    expect(audit.stdout).toContain('What was signed before is contradicted');
    expect(audit.stdout).toContain(`whose checkpoint of ${size + 100} entries is contradicted`);
    expect(audit.stdout).not.toContain('Everything agrees.');
    const withKept = await holdfastRun('audit', 'verify', '--checkpoint', kept);
    expect(withKept.code).toBe(1);
    expect(withKept.stdout).not.toContain('Everything agrees');
    expect(withKept.stdout).toContain('is of a log that was contradicted');
  });

  it('draws the key of a new log, and keeps the one before', async () => {
    const [key] = await ring();
    const { size } = await completeCheckpoint(holdfast);
    const kept = join(folder, 'kept-again.txt');
    await writeFile(kept, signCheckpoint(key, { origin: key.name, size, root: hashLeaf(Buffer.of()) }));
    const begun = await holdfastRun('proofs', 'begin-again', '--reason', 'again', '--checkpoint', kept);
    expect([begun.code, begun.stderr]).toEqual([0, '']);
    const [fresh, before] = await ring();
    expect(fresh.name).toMatch(/^holdfast-[0-9a-f]{8}$/);
    expect(before!.id).toBe(key.id);
    expect(begun.stdout).toContain(`${fresh.name}+${fresh.id}+`);
    expect((await completeCheckpoint(holdfast)).origin).toBe(fresh.name);
    expect((await holdfastRun('audit', 'verify')).code).toBe(0);
  });
});
