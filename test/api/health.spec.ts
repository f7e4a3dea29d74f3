import supertest from 'supertest';
import { Readiness } from '../../src/api/operations/readiness';
import type { Clock } from '../../src/shared/clock';
import { startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());
beforeEach(() => void (api.probes.length = 0));

const up = (part: string) => ({ part, check: () => Promise.resolve(true) });

describe('health', () => {
  it('is live while the process answers, also when a part is down', async () => {
    api.probes.push({ part: 'database', check: () => Promise.resolve(false) });
    expect((await supertest(api.url).get('/health/live').expect(200)).body).toEqual({ status: 'live' });
  });

  it('is ready when every part answers', async () => {
    api.probes.push(up('event store'), up('database'));
    const { body } = await supertest(api.url)
      .get('/health/ready')
      .expect(200)
      .expect('Cache-Control', 'no-store');
    expect(body).toEqual({
      status: 'ready',
      mode: 'sandbox',
      parts: [
        { part: 'event store', status: 'up' },
        { part: 'database', status: 'up' },
      ],
    });
  });

  it('is ready while a part that is up has something to tell', async () => {
    const note = 'the witness w1 does not cosign';
    api.probes.push(up('event store'), { part: 'proof log', check: () => Promise.resolve({ note }) });
    const { body } = await supertest(api.url).get('/health/ready').expect(200);
    expect(body).toMatchObject({ parts: [{}, { part: 'proof log', status: 'up', detail: note }] });
  });

  it.each([
    ['says no', () => Promise.resolve(false)],
    ['fails', () => Promise.reject(new Error('postgres://user:hush@host is away'))],
    [
      'throws',
      () => {
        throw new Error('hush');
      },
    ],
  ])('is not ready when a part %s, and tells which without telling why', async (_name, check) => {
    api.probes.push(up('event store'), { part: 'database', check });
    const response = await supertest(api.url)
      .get('/health/ready')
      .expect(503)
      .expect('Content-Type', /problem\+json/);
    expect(response.body).toMatchObject({
      code: 'NOT_READY',
      detail: 'Away: database',
      parts: [{ status: 'up' }, { part: 'database', status: 'down' }],
    });
    expect(response.text).not.toContain('hush');
  });

  it('does not wait for ever for a part that does not answer', async () => {
    const impatient: Clock = { now: () => new Date(0), monotonicMs: () => 0, wait: () => Promise.resolve() };
    const hanging = { part: 'database', check: () => new Promise<boolean>(() => {}) };
    expect(await new Readiness([hanging], impatient).check()).toEqual([{ part: 'database', status: 'down' }]);
  });
});
