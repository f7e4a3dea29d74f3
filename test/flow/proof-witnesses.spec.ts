import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import { formatAddCheckpoint } from '../../src/proofs/formats/add-checkpoint';
import { parseCheckpoint, signCheckpoint } from '../../src/proofs/formats/checkpoint';
import { formatVerifierKey, SIGNATURE, type SigningKey } from '../../src/proofs/formats/note-keys';
import { parsePolicy } from '../../src/proofs/formats/policy';
import { openKeyFile } from '../../src/proofs/key-file';
import { readLatestCosigned } from '../../src/proofs/log/cosigned-checkpoints';
import { verifyLog } from '../../src/proofs/log/verify-log';
import { hashBytes } from '../../src/proofs/merkle/hashing';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { startWitness, type RunningWitness } from '../proofs/cosigning/witnesses';
import { eventually } from '../support/eventually';
import { TestService } from '../support/service';
import type { PageView } from '../support/views';

interface CaseView {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly detail: string;
  readonly payoutId: string | null;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A service with a witness that has cosigned nothing yet, and one that has cosigned another history of the same log. */
describe('a service with witnesses', () => {
  let folder: string;
  let key: SigningKey;
  let witnesses: readonly RunningWitness[];
  let holdfast: TestService;
  let person: string;
  const otherHistory = () =>
    signCheckpoint(key, { origin: key.name, size: 1, root: hashBytes(Buffer.from('another history')) });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-witnesses-'));
    const keyFile = join(folder, 'proof.key');
    key = await openKeyFile(keyFile, { type: SIGNATURE, name: () => 'log.example/flow' });
    witnesses = [await startWitness('w1', key), await startWitness('deceived', key)];
    const body = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: otherHistory() });
    const { status } = await fetch(`${witnesses[1]!.url}/add-checkpoint`, { method: 'POST', body });
    expect(status).toBe(200);
    const named = witnesses.map(each => `${formatVerifierKey(each.key)} ${each.url}`).join(',');
    holdfast = await TestService.start({
      env: { PROOF_KEY_FILE: keyFile, PROOF_WITNESSES: named },
      proofIntervalMs: 50,
    });
    await holdfast.api.fund('merchant-1', '500.00');
    const tools = { store: holdfast.service.store, clock: systemClock, random: systemRandom };
    const made = await createApiKey(tools, 'ann', ['admin']);
    if (!made.ok) throw new Error(made.refusal);
    person = made.value.key;
  });
  afterAll(async () => {
    await holdfast.stop();
    for (const witness of witnesses) await witness.stop();
    await rm(folder, { recursive: true });
  });

  const cases = async (kind: string): Promise<readonly CaseView[]> =>
    (await holdfast.api.get<PageView<CaseView>>(`/v1/cases?status=ALL&kind=${kind}`)).body.items;
  const opened = (kind: string) =>
    eventually(`a case ${kind}`, async () => ((await cases(kind)).length > 0 ? cases(kind) : undefined));
  async function decide(id: string, decision: object): Promise<{ status: number; body: CaseView }> {
    const headers = {
      Authorization: `Bearer ${person}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': systemRandom.uuid(),
    };
    const url = `${holdfast.service.url}/v1/cases/${id}/resolve`;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(decision) });
    return { status: response.status, body: (await response.json()) as CaseView };
  }
  const metrics = async () => (await fetch(`${holdfast.service.url}/metrics`)).text();
  const metric = (pattern: RegExp) =>
    eventually(`a metric ${pattern}`, async () => pattern.exec(await metrics()) ?? undefined);
  const detail = async (): Promise<string | undefined> => {
    const response = await fetch(`${holdfast.service.url}/health/ready`);
    expect(response.status).toBe(200);
    const { parts } = (await response.json()) as { parts: { part: string; detail?: string }[] };
    return parts.find(({ part }) => part === 'proof log')?.detail;
  };

  it('has its checkpoints cosigned, and a policy accepts that', async () => {
    const { store } = holdfast.service;
    const note = await eventually('it is cosigned', () => readLatestCosigned(store));
    expect(parseCheckpoint(note).origin).toBe('log.example/flow');
    const policy = parsePolicy(
      `log ${formatVerifierKey(key)}\nwitness w1 ${formatVerifierKey(witnesses[0]!.key)}\nquorum w1`,
    );
    expect(await verifyLog(store, { policy })).toMatchObject({ ok: true, faults: [] });
  });

  it('opens one case where a witness refuses, which one person dismisses with a reason', async () => {
    const [refused, ...more] = await opened('WITNESS_REFUSED');
    expect([refused, more]).toMatchObject([{ status: 'OPEN', payoutId: null }, []]);
    expect(refused!.detail).toContain('the witness deceived, which knows 1 entries, answered 422');
    const { body } = await holdfast.api.get<{ evidence: { cause: { type: string }[] } }>(
      `/v1/cases/${refused!.id}`,
    );
    expect(body.evidence.cause).toMatchObject([{ type: 'ProofWitnessRefused' }]);
    expect(
      (
        await decide(refused!.id, {
          decision: 'ACCEPT_EVIDENCE',
          payoutId: systemRandom.uuid(),
          reason: 'no',
        })
      ).status,
    ).toBe(422);
    expect(
      await decide(refused!.id, { decision: 'DISMISS', reason: 'its folder was restored' }),
    ).toMatchObject({
      status: 202,
      body: { status: 'CONFIRMED' },
    });
    await eventually(
      'it is resolved',
      async () => (await cases('WITNESS_REFUSED'))[0]?.status === 'RESOLVED',
    );
  });

  it('says so in its metrics and its health, and stays ready', async () => {
    await metric(/^holdfast_proof_log_state\{state="writing"\} 1$/m);
    await metric(/^holdfast_witness_state\{witness="deceived",state="refused"\} 1$/m);
    await metric(/^holdfast_witness_state\{witness="w1",state="cosigned"\} 1$/m);
    await metric(/^holdfast_proof_log_unsigned_entries 0$/m);
    const [, signed] = await metric(/^holdfast_proof_log_signed_entries (\d+)$/m);
    expect(Number(signed)).toBeGreaterThan(2);
    const [, age] = await metric(/^holdfast_witness_cosignature_age_seconds\{witness="w1"\} (\S+)$/m);
    expect(Number(age)).toBeLessThan(3_600);
    expect(await detail()).toBe('the witness deceived refuses the last checkpoint');
  });

  it('opens no second case for the same after a restart', async () => {
    await holdfast.restart();
    await metric(/^holdfast_witness_state\{witness="deceived",state="refused"\} 1$/m);
    expect((await holdfast.api.deposit('merchant-1', '5.00', 'later')).status).toBe(201);
    expect((await cases('WITNESS_REFUSED')).map(({ status }) => status)).toEqual(['RESOLVED']);
  });

  it('opens one case where history is not what was signed, and pays on', async () => {
    const { database } = holdfast.service.readModels;
    // Whatever the log remembers next as signed is of another history.
    await sql`create function proof_log.forge() returns trigger language plpgsql as
      ${sql.lit(`begin new.signed = ${literal(otherHistory())}; return new; end`)}`.execute(database);
    await sql`create trigger forge before update on proof_log.progress
      for each row execute function proof_log.forge()`.execute(database);
    expect((await holdfast.api.deposit('merchant-1', '3.00', 'forged')).status).toBe(201);
    const [contradicted, ...more] = await opened('PROOF_LOG_CONTRADICTED');
    expect([contradicted!.detail, more]).toEqual([
      'The checkpoint signed before of size 1 is of another history than the event store holds',
      [],
    ]);
    await metric(/^holdfast_proof_log_state\{state="refused"\} 1$/m);
    expect(await detail()).toContain('nothing is signed: ');
    expect((await holdfast.api.deposit('merchant-1', '7.00', 'meanwhile')).status).toBe(201);
    expect((await decide(contradicted!.id, { decision: 'DISMISS', reason: 'a test' })).status).toBe(202);
    await eventually(
      'it is resolved',
      async () => (await cases('PROOF_LOG_CONTRADICTED'))[0]?.status === 'RESOLVED',
    );
    await holdfast.restart();
    await metric(/^holdfast_proof_log_state\{state="refused"\} 1$/m);
    expect(await cases('PROOF_LOG_CONTRADICTED')).toHaveLength(1);
    expect(await holdfast.violations()).toEqual([]);
  });
});
