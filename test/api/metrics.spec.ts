import supertest from 'supertest';
import type { Gauge } from '../../src/api/operations/gauge';
import { startApi, type TestApi } from './support';

let api: TestApi;
let reads = 0;
const good: Gauge = {
  name: 'holdfast_cases_open',
  help: 'Cases',
  labels: ['kind'],
  read: () => {
    reads += 1;
    return Promise.resolve([{ labels: { kind: 'OUTCOME_UNKNOWN' }, value: 3 }]);
  },
};
const bad: Gauge = {
  name: 'holdfast_bad',
  help: 'Never there',
  labels: [],
  read: () => Promise.reject(new Error('secret of the database')),
};
beforeAll(async () => {
  api = await startApi({ gauges: [bad, good] });
});
afterAll(() => api.close());

describe('/metrics', () => {
  it('shows every figure that can be read, without a key, in the format of Prometheus', async () => {
    const response = await supertest(api.url).get('/metrics').expect(200);
    expect(response.headers['content-type']).toMatch(/^text\/plain;.*version=0\.0\.4/);
    expect(response.text).toContain('# TYPE holdfast_cases_open gauge');
    expect(response.text).toContain('holdfast_cases_open{kind="OUTCOME_UNKNOWN"} 3');
    expect(response.text).toContain('holdfast_metric_failed{metric="holdfast_bad"} 1');
    expect(response.text).not.toContain('secret');
  });

  it('reads the database once for many requests', async () => {
    reads = 0;
    await Promise.all(Array.from({ length: 20 }, () => supertest(api.url).get('/metrics').expect(200)));
    expect(reads).toBeLessThan(20);
  });
});
