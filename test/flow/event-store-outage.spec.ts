import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedEventStore, type EmbeddedEventStore } from 'embedded-eventstore';
import { payoutBody, untilAnswered, type PayoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { killProcess } from '../support/processes';
import { BreakableConnection, portIn } from '../support/breakable-connection';
import { serviceOfThisFile } from '../support/service';
import type { PayoutView, ProblemView } from '../support/views';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-flow-store-'));
let eventStore: EmbeddedEventStore;
let gate: BreakableConnection;

const holdfast = serviceOfThisFile(async () => {
  eventStore = await startEmbeddedEventStore({ dataDir: folder });
  gate = await BreakableConnection.before(() => portIn(eventStore.url));
  return { env: { EVENTSTORE_URL: `esdb://127.0.0.1:${gate.port}?tls=false` } };
});

beforeAll(() => holdfast().api.fund('merchant-1', '1000.00'));
afterAll(async () => {
  await gate.end();
  await eventStore.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Payouts under way when the store goes, which have to end once it is back. */
const underWay = async (name: string) =>
  Promise.all(
    ['complete', 'no-hook', 'fail', 'drop-response-after-accept'].map(scenario =>
      holdfast().api.requestPayout<PayoutView>(
        payoutBody('merchant-1', `${name} ${scenario}`, '1.00', scenario),
      ),
    ),
  );

async function expectCommandsRefused(body: PayoutBody): Promise<void> {
  const { api } = holdfast();
  const answers = await Promise.all([
    api.requestPayout<ProblemView>(body),
    api.deposit('merchant-1', '1.00', body.externalReference),
    api.openAccount(`account of ${body.externalReference}`.replaceAll(' ', '-')),
  ]);
  const seen = answers.map(({ status, type, text }) => [
    status,
    type.split(';')[0],
    (JSON.parse(text) as ProblemView).code,
  ]);
  expect(seen).toEqual(answers.map(() => [503, 'application/problem+json', 'SERVICE_UNAVAILABLE']));
}

async function expectNotReady(): Promise<void> {
  const { status, body } = await holdfast().api.get<ProblemView>('/health/ready');
  expect([status, body.code]).toEqual([503, 'NOT_READY']);
  expect(body.parts).toContainEqual({ part: 'event store', status: 'down' });
  expect((await holdfast().api.get('/health/live')).status).toBe(200);
}

const untilReady = () =>
  eventually('the service is ready', async () => {
    const { status } = await holdfast().api.get('/health/ready');
    return status === 200;
  });

/** The very command that was refused, with the same key, and everything that was under way. */
async function expectAllGoesOn(body: PayoutBody, asked: Awaited<ReturnType<typeof underWay>>): Promise<void> {
  const again = await untilAnswered(() => holdfast().api.requestPayout<PayoutView>(body));
  expect(again.status).toBe(202);
  await untilReady();
  const ended = await Promise.all([...asked, again].map(answer => holdfast().ended(answer)));
  expect(ended.map(({ status }) => status)).toEqual([
    'COMPLETED',
    'COMPLETED',
    'FAILED',
    'COMPLETED',
    'COMPLETED',
  ]);
  expect(holdfast().paid(body.externalReference)).toEqual(['COMPLETED paid 1 times']);
}

describe('while the event store is away', () => {
  it('nothing is accepted; when it is back the same key works and everything ends', async () => {
    const asked = await underWay('cut off');
    gate.shut();
    const body = payoutBody('merchant-1', 'cut off', '10.00');
    await expectCommandsRefused(body);
    await expectNotReady();
    gate.open();
    await expectAllGoesOn(body, asked);
  });

  it('a store that hangs is a store that is away: what it does later counts once', async () => {
    const asked = await underWay('hanging');
    const { pid } = eventStore;
    process.kill(pid!, 'SIGSTOP');
    const body = payoutBody('merchant-1', 'hanging', '10.00');
    try {
      await expectCommandsRefused(body);
      await expectNotReady();
    } finally {
      process.kill(pid!, 'SIGCONT');
    }
    await expectAllGoesOn(body, asked);
  });

  it('killed, it is started again with all it has answered for', async () => {
    const asked = await underWay('killed');
    killProcess(eventStore.pid!);
    await expectAllGoesOn(payoutBody('merchant-1', 'killed', '10.00'), asked);
  });
});
