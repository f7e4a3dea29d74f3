import supertest from 'supertest';
import { get, startApi, type TestApi, type TestApiOptions } from './support';

const started: TestApi[] = [];
afterEach(async () => void (await Promise.all(started.splice(0).map(api => api.close()))));

async function apiWith(edges: NonNullable<TestApiOptions['edges']>): Promise<TestApi> {
  const api = await startApi({ extraRoutes: true, logged: true, edges });
  started.push(api);
  return api;
}

const PATH = '/v1/payouts';
const withKey = (api: TestApi) => get(api, PATH);
const guessed = (api: TestApi) => get(api, PATH, 'hf_guess_0123456789');
const times = (count: number) => Array.from({ length: count });

/** Sends them together, so that they fall into one window. */
const statuses = async (requests: supertest.Test[]): Promise<number[]> =>
  (await Promise.all(requests)).map(({ status }) => status).sort();

const edgeLines = (api: TestApi) =>
  api.logLines
    .map(line => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'refused at the edge');

describe('a rate limit', () => {
  it('of a key refuses what is too much with Retry-After, counts it, and logs key and address', async () => {
    const api = await apiWith({ ratePerKey: 3 });
    const answers = await Promise.all(times(20).map(() => withKey(api)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(3);
    for (const { body, headers } of refused) {
      expect(body).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
      expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
    }
    const { text } = await supertest(api.url).get('/metrics').expect(200);
    expect(text).toContain(`holdfast_edge_refusals_total{reason="key_rate"} ${refused.length}`);
    expect(edgeLines(api)[0]).toMatchObject({ reason: 'key_rate', keyId: 'admin', address: '127.0.0.1' });
    expect(edgeLines(api).length).toBeLessThanOrEqual(10);
  });

  it('writes a few lines a minute, however many requests are refused', async () => {
    const api = await apiWith({ ratePerKey: 1 });
    await Promise.all(times(60).map(() => withKey(api)));
    expect(edgeLines(api)).toHaveLength(10);
  });

  it('of an address leaves probes and webhooks a share of their own', async () => {
    const api = await apiWith({ ratePerAddress: 2 });
    expect(await statuses(times(12).map(() => withKey(api)))).toContain(429);
    const probes = times(10).map(() => supertest(api.url).get('/health/live'));
    const webhooks = times(10).map(() => supertest(api.url).post('/webhooks/echo').send('{}'));
    expect(new Set(await statuses(probes))).toEqual(new Set([200]));
    expect(await statuses(webhooks)).toContain(200);
  });

  it('of failed keys slows an address down, and serves who has a valid key', async () => {
    const api = await apiWith({ failedKeysPerMinute: 5 });
    for (const _ of times(5)) await guessed(api).expect(401);
    await guessed(api).expect(429).expect('Retry-After', /^\d+$/);
    await supertest(api.url).get(PATH).expect(429);
    await withKey(api).expect(200);
    await supertest(api.url).get('/health/live').expect(200);
  });

  it('of a key and of an address is off unless it is set', async () => {
    const api = await apiWith({});
    expect(new Set(await statuses(times(100).map(() => withKey(api))))).toEqual(new Set([200]));
  });
});
