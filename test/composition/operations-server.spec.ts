import supertest from 'supertest';
import { startOperationsServer } from '../../src/composition/http/operations-server';
import { DEFAULT_LIMITS } from '../../src/shared/settings/edge-limits';
import { eventually } from '../support/eventually';
import { get, startApi, type TestApi } from '../api/support';

let api: TestApi;
let operations: Awaited<ReturnType<typeof startOperationsServer>>;
beforeAll(async () => {
  api = await startApi({ hasOperationsAddress: true });
  const settings = { host: '127.0.0.1', operations: { host: '127.0.0.1', port: 0 }, edges: DEFAULT_LIMITS };
  operations = await startOperationsServer(api.app, settings);
});
afterAll(async () => {
  await operations.stop();
  await api.close();
});

const FIGURES = ['/metrics', '/docs', '/docs-json'];

describe('the operator’s address', () => {
  it.each([...FIGURES, '/health/live'])('serves %s', async path => {
    await supertest(operations.url).get(path).expect(200);
  });

  it.each(['/v1/payouts/x', '/webhooks/connectpsp', '/metricsx'])('serves nothing else: %s', async path => {
    for (const method of ['get', 'post'] as const) {
      const { status, type } = await supertest(operations.url)[method](path);
      expect([status, type]).toEqual([404, 'application/problem+json']);
    }
  });

  it.each([...FIGURES, '/METRICS/', '/docs/swagger-ui-bundle.js'])('alone serves %s', async path => {
    await supertest(api.url).get(path).expect(404);
  });

  it('ends although a client asks again and again on one connection', async () => {
    const settings = { host: '127.0.0.1', operations: { host: '127.0.0.1', port: 0 }, edges: DEFAULT_LIMITS };
    const own = await startOperationsServer(api.app, settings);
    let answers = 0;
    const asking = (async () => {
      for (;;) {
        await (await fetch(`${own.url}/health/live`)).text();
        answers += 1;
      }
    })().catch(() => answers);
    await eventually('it is asked', () => answers > 3);
    await own.stop();
    expect(await asking).toBeGreaterThan(3);
  });

  it('leaves the rest to the service’s own, and health to both', async () => {
    await get(api, '/v1/payouts').expect(200);
    await supertest(api.url).get('/health/live').expect(200);
  });
});
