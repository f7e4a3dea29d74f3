import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import {
  formatVerifierKey,
  parseVerifierKey,
  SIGNATURE,
  type SigningKey,
  type VerifierKey,
} from '../../src/proofs/formats/note-keys';
import { parseCheckpoint } from '../../src/proofs/formats/checkpoint';
import { verifyNote } from '../../src/proofs/formats/signed-note';
import { openKeyFile } from '../../src/proofs/key-file';
import { readLastCheckpoint } from '../../src/proofs/log/checkpoint-stream';
import { readRecentCosignatures } from '../../src/proofs/log/cosigned-checkpoints';
import { systemClock } from '../../src/shared/clock';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';
import { ADMIN_KEY, ApiClient } from '../support/api-client';
import { eventually } from '../support/eventually';
import { freePort, HoldfastProcess, run, serve } from '../support/holdfast-process';
import { allEvents } from '../support/world';

/** A witness of the project, and what stands before it: it can lose the answer to a submission. */
interface Witness {
  readonly process: HoldfastProcess;
  readonly key: VerifierKey;
  readonly url: string;
  readonly statuses: number[];
  /** Called with each answer of the witness before it is passed on. False: it is lost. */
  isPassedOn: (status: number) => boolean;
}

describe('two processes of the service and two witnesses', () => {
  let folder: string;
  let postgres: TestPostgres;
  let eventStore: HoldfastProcess;
  let store: EventStoreDbStore;
  let key: SigningKey;
  let witnesses: readonly [Witness, Witness];
  let env: Record<string, string>;
  const running: HoldfastProcess[] = [];
  const proxies: Server[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-two-'));
    postgres = await startTestPostgres();
    const port = await freePort();
    eventStore = new HoldfastProcess([
      'event-store',
      '--data',
      join(folder, 'store'),
      '--port',
      String(port),
    ]);
    const eventStoreUrl = `esdb://127.0.0.1:${port}?tls=false`;
    store = new EventStoreDbStore(eventStoreUrl, {}, systemClock);
    const keyFile = join(folder, 'proof.key');
    key = await openKeyFile(keyFile, { type: SIGNATURE, name: () => 'log.example/two' });
    witnesses = [await startWitness('w1'), await startWitness('w2')];
    env = {
      ...{ EVENTSTORE_URL: eventStoreUrl, DATABASE_URL: postgres.url, ADMIN_API_KEY: ADMIN_KEY },
      ...{ PORT: '0', PROOF_KEY_FILE: keyFile },
      PROOF_WITNESSES: witnesses.map(each => `${formatVerifierKey(each.key)} ${each.url}`).join('\n'),
    };
  });
  afterAll(async () => {
    for (const process of running) await process.stop();
    for (const proxy of proxies) proxy.close();
    await store.dispose();
    await eventStore.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function startWitness(name: string): Promise<Witness> {
    const process = new HoldfastProcess([
      ...['witness', 'serve', '--dir', join(folder, name), '--name', name, '--port', '0'],
      ...['--log', formatVerifierKey(key)],
    ]);
    running.push(process);
    const [, vkey] = await process.prints(/^witness (\S+)$/m);
    const [, behind] = await process.prints(/^listening on (http:\/\/\S+)$/m);
    const witness: Witness = {
      ...{ process, key: parseVerifierKey(vkey!), url: '', statuses: [] },
      isPassedOn: () => true,
    };
    return Object.assign(witness, { url: await startProxy(behind!, witness) });
  }

  async function startProxy(behind: string, witness: Witness): Promise<string> {
    const proxy = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const answer = await fetch(behind + (request.url ?? ''), {
          method: 'POST',
          body: Buffer.concat(chunks),
        });
        const text = await answer.text();
        witness.statuses.push(answer.status);
        if (witness.isPassedOn(answer.status)) response.writeHead(answer.status).end(text);
        else response.destroy();
      })();
    });
    proxies.push(proxy);
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  }

  async function startService(name: string): Promise<{ process: HoldfastProcess; api: ApiClient }> {
    const { holdfast, url } = await serve({ ...env, DATA_DIR: join(folder, name) });
    running.push(holdfast);
    return { process: holdfast, api: new ApiClient(() => url) };
  }

  /** The last checkpoint has both cosignatures, and at least so many entries. */
  const cosigned = (atLeast: number) =>
    eventually(`a checkpoint of ${atLeast} entries is cosigned by both`, async () => {
      const last = await readLastCheckpoint(store);
      const size = last ? parseCheckpoint(last.body.data.checkpoint).size : 0;
      const found = (await readRecentCosignatures(store)).checkpoints.find(each => each.size === size);
      const keys = witnesses.map(each => each.key);
      return size >= atLeast && found && verifyNote(found.note, keys).length === 2 && size;
    });

  it('lose no cosignature when the writer is killed after a witness has cosigned, and contradict nobody', async () => {
    const one = await startService('one');
    await one.api.fund('shop', '10.00');
    let size = await cosigned(1);
    const two = await startService('two');

    let hasKilled = false;
    witnesses[0].isPassedOn = status => {
      if (status === 200) {
        // The witness has it on disk; the service has not stored its cosignature, and never will.
        one.process.signal('SIGKILL');
        hasKilled = true;
        witnesses[0].isPassedOn = () => true;
        return false;
      }
      return true;
    };
    await one.api.deposit('shop', '1.00', 'before the kill');
    await eventually('the writer is killed', () => hasKilled);
    await one.process.exited;
    size = await cosigned(size + 1);
    await two.api.fund('shop-2', '10.00');
    await cosigned(size + 1);

    const statuses = new Set(witnesses.flatMap(each => each.statuses));
    expect([...statuses].filter(status => status !== 200 && status !== 409)).toEqual([]);
    expect(witnesses[0].statuses).toContain(409);
    const alarms = (await allEvents(store)).filter(({ streamId }) => streamId.startsWith('alarm-'));
    expect(alarms).toEqual([]);

    const policy = join(folder, 'policy');
    const lines = witnesses.map((each, at) => `witness w${at + 1} ${formatVerifierKey(each.key)}\n`).join('');
    await writeFile(policy, `log ${formatVerifierKey(key)}\n${lines}group both all w1 w2\nquorum both\n`);
    const audit = { ...env, DATA_DIR: join(folder, 'audit') };
    const verified = await run(['audit', 'verify', '--policy', policy], audit);
    expect([verified.code, verified.stdout]).toEqual([
      0,
      expect.stringMatching(
        /^the policy trusts the first \d+ entries; the last cosignature of them is of 2/m,
      ) as string,
    ]);
    const stamp = await run(['audit', 'stamp', '2026-03-01', join(folder, 'day.tsr')], audit);
    expect([stamp.code, stamp.stderr]).toEqual([1, 'No checkpoint was stamped on 2026-03-01\n']);
  }, 120_000);
});
