import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConnectPspSandbox, type ConnectPspSandbox } from 'psp-sandbox';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';
import { ADMIN_KEY, ApiClient, payoutBody, type Answer } from '../support/api-client';
import { eventually } from '../support/eventually';
import { freePort, HoldfastProcess, run } from '../support/holdfast-process';
import type { AccountView, PayoutView } from '../support/views';

/** One event store, one PostgreSQL, one provider, and processes of the service that are killed. */
let folder: string;
let postgres: TestPostgres;
let eventStore: HoldfastProcess;
let eventStoreUrl: string;
let sandbox: ConnectPspSandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-several-'));
  postgres = await startTestPostgres();
  const port = await freePort();
  eventStore = new HoldfastProcess(['event-store', '--data', join(folder, 'store'), '--port', String(port)]);
  eventStoreUrl = `esdb://127.0.0.1:${port}?tls=false`;
  sandbox = await startConnectPspSandbox({ clock: systemClock, random: systemRandom });
});
afterAll(async () => {
  await sandbox.stop();
  await eventStore.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const settings = () => ({
  EVENTSTORE_URL: eventStoreUrl,
  DATABASE_URL: postgres.url,
  ADMIN_API_KEY: ADMIN_KEY,
  SWEEP_INTERVAL_MS: '500',
  CONNECTPSP_URL: sandbox.url,
  CONNECTPSP_CLIENT_ID: sandbox.credentials.clientId,
  CONNECTPSP_CLIENT_SECRET: sandbox.credentials.clientSecret,
  CONNECTPSP_APPLICATION_TOKEN: sandbox.credentials.applicationToken,
  CONNECTPSP_CRYPTO_TOKEN: sandbox.credentials.cryptoToken,
});

/** A process that is started again on its port after it was killed. */
class Node {
  running!: HoldfastProcess;
  readonly url: string;

  private constructor(
    private readonly name: string,
    private readonly port: number,
    private readonly roles: string,
    private readonly publicUrl: () => string,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(name: string, roles: string, publicUrl?: () => string): Promise<Node> {
    const node: Node = new Node(name, await freePort(), roles, publicUrl ?? (() => node.url));
    await node.start();
    return node;
  }

  async start(): Promise<void> {
    const env = { ...settings(), DATA_DIR: join(folder, this.name), PORT: String(this.port) };
    this.running = new HoldfastProcess(['serve', '--roles', this.roles], {
      ...env,
      PUBLIC_URL: this.publicUrl(),
    });
    await this.running.prints(/^listening on (http:\/\/\S+)$/m);
  }

  async kill(): Promise<void> {
    this.running.signal('SIGKILL');
    await this.running.exited;
  }
}

const verify = () => run(['audit', 'verify'], { ...settings(), DATA_DIR: join(folder, 'audit') });

/** Repeats the request at one process after the other until it is answered: what was accepted is accepted once. */
async function requestAt(
  apis: readonly ApiClient[],
  first: number,
  reference: string,
  accountId = 'shop',
): Promise<Answer<PayoutView>> {
  let tries = first;
  return eventually(`${reference} is accepted`, async () => {
    const api = apis[(tries += 1) % apis.length]!;
    const answer = await api
      .requestPayout<PayoutView>(payoutBody(accountId, reference, '1.00'))
      .catch(() => undefined);
    return answer?.status === 202 && answer;
  });
}

const endedAt = (api: ApiClient, { body: { id } }: Answer<PayoutView>) =>
  eventually(`payout ${id} has ended`, async () => {
    const answer = await api.get<PayoutView>(`/v1/payouts/${id}`).catch(() => undefined);
    return answer?.body.status === 'COMPLETED' && answer.body;
  });

describe('several processes on one event store and one database', () => {
  it('killed in turn under load, they lose nothing and pay nothing twice, and the audit agrees', async () => {
    const nodes: Node[] = [];
    const publicUrl = () => nodes[0]!.url;
    nodes.push(await Node.start('one', 'api,saga,projections'));
    nodes.push(await Node.start('two', 'api,saga,projections', publicUrl));
    nodes.push(await Node.start('three', 'saga,projections', publicUrl));
    const apis = nodes.slice(0, 2).map(({ url }) => new ApiClient(() => url));
    await apis[0]!.fund('shop', '1000.00');

    const asked: Promise<Answer<PayoutView>>[] = [];
    const ask = (count: number) => {
      for (let each = 0; each < count; each += 1) {
        const number = asked.length;
        asked.push(requestAt(apis, number, `load ${number}`));
      }
    };
    for (const node of [nodes[1]!, nodes[2]!, nodes[0]!]) {
      ask(8);
      await asked.at(-8);
      ask(8);
      await node.kill();
      ask(4);
      await Promise.all(asked);
      await node.start();
    }
    const answers = await Promise.all(asked);
    await Promise.all(answers.map(answer => endedAt(apis[0]!, answer)));
    const paid = sandbox.records().filter(({ externalReference }) => externalReference.startsWith('load '));
    expect(paid.map(({ status, payments }) => `${status} ${payments}`)).toEqual(
      asked.map(() => 'COMPLETED 1'),
    );
    const account = await eventually('the balance is final', async () => {
      const { body } = await apis[0]!.get<AccountView>('/v1/accounts/shop');
      return body.balance.held === '0.00' && body.balance;
    });
    expect(account).toMatchObject({ available: '940.00', total: '940.00' });
    expect(await verify()).toMatchObject({ code: 0 });
    await Promise.all(nodes.map(({ running }) => running.stop()));
  });

  it('divided by roles: one accepts, one pays, one keeps the books', async () => {
    const api = await Node.start('api', 'api');
    const saga = await Node.start('saga', 'saga', () => api.url);
    const projections = await Node.start('projections', 'projections');
    const client = new ApiClient(() => api.url);
    await client.fund('stall', '10.00');
    const answer = await requestAt([client], 0, 'divided', 'stall');
    await endedAt(client, answer);
    // Only the process with the role answers requests; each tells its health.
    expect((await new ApiClient(() => saga.url).get('/v1/accounts/shop')).status).toBe(404);
    expect((await new ApiClient(() => projections.url).get('/health/ready')).status).toBe(200);
    expect(await verify()).toMatchObject({ code: 0 });
    for (const { running } of [api, saga, projections])
      expect(await running.stop()).toEqual({ code: 0, signal: null });
  });
});
