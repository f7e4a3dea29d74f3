import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { verifyBooks, auditStreams } from '../../../src/audit/verify-books';
import { startEmbeddedPostgres } from '../../../src/backing/embedded-postgres/supervisor';
import { EventStoreDbStore } from '../../../src/event-store/eventstoredb/eventstoredb-store';
import { openDatabase } from '../../../src/projections/engine/database';
import { ReadModels } from '../../../src/projections/read-models';
import { formatAddCheckpoint } from '../../../src/proofs/formats/add-checkpoint';
import { parseCheckpoint, type Checkpoint } from '../../../src/proofs/formats/checkpoint';
import {
  COSIGNATURE,
  formatVerifierKey,
  parseSigningKey,
  signingKey,
  type SigningKey,
} from '../../../src/proofs/formats/note-keys';
import { parsePolicy, type Policy } from '../../../src/proofs/formats/policy';
import { PROOF_LOG_STREAM } from '../../../src/event-store/stream-names';
import { proveConsistency } from '../../../src/proofs/merkle/make-proofs';
import { nodesFromTiles } from '../../../src/proofs/merkle/tiles';
import { readLastCheckpoint } from '../../../src/proofs/log/checkpoint-stream';
import { verifyLog, type VerifyLogOptions } from '../../../src/proofs/log/verify-log';
import { CheckpointFiles, originHash } from '../../../src/proofs/witness/checkpoint-files';
import { Witness } from '../../../src/proofs/witness/witness';
import { systemClock } from '../../../src/shared/clock';
import { silentLogger } from '../../../src/shared/logging';
import { anotherClient } from '../../support/another-client';
import { payoutBody } from '../../support/api-client';
import { eventually } from '../../support/eventually';
import { TestService } from '../../support/service';
import { readFolder, serveFolder, writeFolder } from './event-store-folder';
import { entriesOf, withSignedCheckpoints, type History } from './forger';
import { growTree, tileReader } from '../merkle/tile-store';

/** What `holdfast audit verify` finds, a line each. Empty: everything agrees. */
export interface Findings {
  /** The event store is another one. The rest of the machine is as it was. */
  readonly storeChanged: readonly string[];
  /** PostgreSQL was wiped too, and was filled from that event store. */
  readonly databaseFilled: readonly string[];
  /** Every checkpoint on record was signed again as well, with the log's own key. */
  readonly logSigned: readonly string[];
  /** The same, with `--checkpoint` of a checkpoint that was kept elsewhere. */
  readonly byCheckpoint: readonly string[];
  /** The same, with `--policy` and the witness's latest checkpoint. */
  readonly byWitness: readonly string[];
  /** What the witness answers when it is asked to cosign the last of these checkpoints. */
  readonly witnessStatus: number;
}

/** The data folder of a real service that has ended, and what an auditor has elsewhere. */
export class AttackedMachine {
  private attacks = 0;

  private constructor(
    private readonly folder: string,
    readonly history: History,
    readonly older: History,
    private readonly parts: MachineParts,
  ) {}

  static async start(): Promise<AttackedMachine> {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-attacked-'));
    const postgres = await startEmbeddedPostgres({ dataDir: folder });
    try {
      const lived = await live(folder, postgres.url);
      const history = await readFolder(join(folder, 'eventstore'));
      const older = await readFolder(join(folder, 'older'));
      const policy = policyOf(lived.key);
      return new AttackedMachine(folder, history, older, { postgres, policy, ...lived });
    } catch (error) {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Audits a machine on which the history is another one. */
  async audit(changed: History): Promise<Findings> {
    const { key, kept, policy, postgres } = this.parts;
    const witness = await this.freshWitness();
    const asLeft = await this.served(changed, async store => ({
      storeChanged: await this.verify(store, postgres.url, { key }),
      databaseFilled: await this.verify(store, undefined, { key }),
    }));
    const signed = await this.served(withSignedCheckpoints(changed, key), async store => ({
      logSigned: await this.verify(store, await this.filledDatabase(store), { key }),
      byCheckpoint: (await verifyLog(store, { kept, key })).faults,
      byWitness: (await verifyLog(store, { kept: await latestOf(witness, key), policy })).faults,
    }));
    const witnessStatus = await this.askWitness(witness, withSignedCheckpoints(changed, key));
    return { ...asLeft, ...signed, witnessStatus };
  }

  async stop(): Promise<void> {
    await this.parts.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A witness in another department, which has cosigned the last checkpoint. */
  private async freshWitness(): Promise<Witness> {
    const { key: log, latest } = this.parts;
    const files = await CheckpointFiles.open(join(this.folder, `witness-${(this.attacks += 1)}`));
    const witness = new Witness({ key: WITNESS, logs: [log], files, clock: systemClock });
    const request = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: latest.text });
    expect((await witness.addCheckpoint(request)).status).toBe(200);
    return witness;
  }

  /** As the service does: with the best proof that can be made from this history. */
  private async askWitness(witness: Witness, history: History): Promise<number> {
    const { latest } = this.parts;
    const { data } = history.findLast(({ stream }) => stream === PROOF_LOG_STREAM)!;
    const { checkpoint } = JSON.parse(data.toString()) as { checkpoint: string };
    const { size } = parseCheckpoint(checkpoint);
    const oldSize = Math.min(latest.size, size);
    const nodes = nodesFromTiles(tileReader(growTree(entriesOf(history)).tiles));
    const proof = oldSize === size ? [] : await proveConsistency(nodes, oldSize, size);
    return (await witness.addCheckpoint(formatAddCheckpoint({ oldSize, proof, checkpoint }))).status;
  }

  private async served<Result>(
    history: History,
    work: (store: EventStoreDbStore) => Promise<Result>,
  ): Promise<Result> {
    const folder = join(this.folder, `attack-${(this.attacks += 1)}`);
    await writeFolder(folder, history);
    const server = await serveFolder(folder);
    const store = new EventStoreDbStore(server.url, {}, systemClock);
    try {
      return await work(store);
    } finally {
      await store.dispose();
      await server.stop();
      await rm(folder, { recursive: true });
    }
  }

  /** `databaseUrl`: undefined where read models cannot differ, because they were filled from this event store. */
  private async verify(
    store: EventStoreDbStore,
    databaseUrl: string | undefined,
    proofs: VerifyLogOptions,
  ): Promise<string[]> {
    const { signingKeys } = this.parts;
    const { faults } = await verifyLog(store, proofs);
    const { differences } = await (databaseUrl === undefined
      ? auditStreams(store, { signingKeys })
      : withDatabase(databaseUrl, database => verifyBooks(store, database, { signingKeys })));
    return [
      ...differences.map(({ invariant, stream, detail }) => `${invariant} ${stream}: ${detail}`),
      ...faults,
    ];
  }

  /** A database of its own, filled by the service's own projections. */
  private async filledDatabase(store: EventStoreDbStore): Promise<string> {
    const { url } = this.parts.postgres;
    const name = `filled_${this.attacks}`;
    await withDatabase(url, database => sql`create database ${sql.id(name)}`.execute(database));
    const databaseUrl = Object.assign(new URL(url), { pathname: `/${name}` }).href;
    const models = new ReadModels({
      eventStore: store,
      databaseUrl,
      clock: systemClock,
      logger: silentLogger,
    });
    await models.start();
    try {
      // A projection is parked before an event that it cannot read.
      await eventually('the read models are filled', () =>
        models.status().projections.every(({ caughtUp, state }) => caughtUp || state === 'parked'),
      );
    } finally {
      await models.stop();
    }
    return databaseUrl;
  }
}

interface Lived {
  readonly key: SigningKey;
  /** What an auditor kept while the service ran, with its text. */
  readonly kept: Checkpoint;
  /** The last checkpoint; a text is its note. */
  readonly latest: Checkpoint & { readonly text: string };
  readonly signingKeys: readonly string[];
}

interface MachineParts extends Lived {
  readonly postgres: { readonly url: string; stop(): Promise<void> };
  readonly policy: Policy;
}

/** A service's life: deposits, payouts that settle and fail, a case; then it ends. */
async function live(folder: string, databaseUrl: string): Promise<Lived> {
  const holdfast = await TestService.start({
    env: { DATABASE_URL: databaseUrl },
    proofIntervalMs: 50,
    sandbox: {},
  });
  try {
    await holdfast.api.fund('merchant-1', '500.00');
    await holdfast.payOut(payoutBody('merchant-1', 'early', '50.00'));
    await completeCheckpoint(holdfast);
    await holdfast.service.stop();
    await cp(join(holdfast.dataDir, 'eventstore'), join(folder, 'older'), { recursive: true });
    await holdfast.restart();
    await holdfast.api.fund('merchant-2', '70.00');
    await holdfast.api.deposit('merchant-1', '40.00', 'second deposit');
    await holdfast.payOut(payoutBody('merchant-1', 'failing', '20.00', 'fail:PIX_KEY_NOT_FOUND'));
    await holdfast.payOut({ ...payoutBody('merchant-2', 'elsewhere', '10.00'), provider: 'ntxpay' });
    await takeDepositBack(holdfast);
    await holdfast.api.deposit('merchant-2', '25.00', 'proved deposit', 'tx-1', 'ntxpay', PROOF_OF_DEPOSIT);
    const kept = await completeCheckpoint(holdfast);
    await holdfast.payOut(payoutBody('merchant-1', 'late', '5.00'));
    expect(await holdfast.violations()).toEqual([]);
    const latest = await completeCheckpoint(holdfast);
    const key = parseSigningKey(await readFile(join(holdfast.dataDir, 'proof.key'), 'utf8'));
    await holdfast.service.stop();
    await cp(join(holdfast.dataDir, 'eventstore'), join(folder, 'eventstore'), { recursive: true });
    return { key, kept, latest, signingKeys: [holdfast.sandbox.credentials.cryptoToken] };
  } finally {
    await holdfast.stop();
  }
}

const PROOF_OF_DEPOSIT = {
  kind: 'NOTIFICATION',
  text: '{"event":"CashIn","status":"CONFIRMED","movementType":"CREDIT","transactionId":"tx-1","originalAmount":25.00}',
};

/** Two people agree that a deposit was entered wrongly. */
async function takeDepositBack({ api, service }: TestService): Promise<void> {
  const { body } = await api.deposit('merchant-2', '15.00', 'entered wrongly');
  const path = `/v1/accounts/merchant-2/deposits/${body['id']}/reversal`;
  for (const name of ['alice', 'bob'])
    await (
      await anotherClient(service, name)
    )(path, { amount: '15.00', reason: 'not ours' }, name);
  await eventually('the deposit is taken back', async () => {
    const answer = await api.get<{ balance: { total: string } }>('/v1/accounts/merchant-2');
    return answer.body.balance.total === '60.00';
  });
}

/** The checkpoint of everything, once nothing is under way. */
const completeCheckpoint = (holdfast: TestService) =>
  eventually('a checkpoint has everything', async () => {
    const { store } = holdfast.service;
    const { entries } = await verifyLog(store, {});
    const text = (await readLastCheckpoint(store))?.body.data.checkpoint;
    const checkpoint = text === undefined ? undefined : parseCheckpoint(text);
    return checkpoint?.size === entries && { ...checkpoint, text: text! };
  });

const WITNESS = signingKey('witness.example', Buffer.alloc(32, 9), COSIGNATURE);

const policyOf = (log: SigningKey): Policy =>
  parsePolicy(`log ${formatVerifierKey(log)}\nwitness bank ${formatVerifierKey(WITNESS)}\nquorum bank\n`);

async function latestOf(witness: Witness, { name }: SigningKey): Promise<Checkpoint> {
  const text = await witness.latest(originHash(name));
  return parseCheckpoint(text!);
}

async function withDatabase<Result>(
  url: string,
  work: (database: ReturnType<typeof openDatabase>) => Promise<Result>,
): Promise<Result> {
  const database = openDatabase({ url });
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}
