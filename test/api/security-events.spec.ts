import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import { SecurityLog } from '../../src/api/auth/security/security-log';
import {
  dayOf,
  securityStream,
  type SecurityEventRecorded,
} from '../../src/api/auth/security/security-event';
import { metadata, routesOf } from '../../src/api/http/bodies/routes';
import { RequestMethod } from '@nestjs/common';
import { Fault } from '../../src/shared/fault';
import { PERSONAL_DATA } from '../../src/shared/route-metadata';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { until } from '../projections/postgres';
import { get, post, startApi, type TestApi } from './support';

const ID = '6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d';
type Recorded = SecurityEventRecorded['data'];

let api: TestApi;
beforeAll(async () => void (api = await startApi({ logged: true })));
afterAll(() => api.close());

const recorded = (): Recorded[] =>
  api.store
    .eventsOf(securityStream(dayOf(new Date())))
    .map(({ body }) => (body as SecurityEventRecorded).data);
const ofClient = (name: string): Recorded[] => recorded().filter(({ client }) => client === name);
const flush = (): Promise<void> => api.app.get(SecurityLog).flush();

async function keyOf(name: string, scopes: readonly Scope[], kind: 'person' | 'service' = 'person') {
  const tools = { store: api.store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, name, scopes, { kind });
  if (!made.ok) throw new Error(made.refusal);
  await until(async () => (await get(api, '/v1/keys', made.value.key)).status !== 401);
  await flush();
  return made.value;
}

/** The event store takes no security event while the test runs. */
async function withoutRecords<Result>(run: () => Promise<Result>): Promise<Result> {
  const append = api.store.append.bind(api.store);
  const spy = jest.spyOn(api.store, 'append').mockImplementation((stream, expected, events) => {
    if (stream.startsWith('security-')) return Promise.reject(new Fault('event store', 'away'));
    return append(stream, expected, events);
  });
  try {
    return await run();
  } finally {
    spy.mockRestore();
  }
}

describe('personal data that is shown', () => {
  it('is recorded before the answer: who, with which key, in which request, by which route, about what', async () => {
    const { key, keyId } = await keyOf('reader', ['payouts:read', 'personal:read']);
    const answer = await get(api, `/v1/payouts/${ID}`, key).expect(200);
    expect(ofClient('reader').filter(({ kind }) => kind === 'PERSONAL_DATA_SHOWN')).toEqual([
      {
        ...{
          kind: 'PERSONAL_DATA_SHOWN',
          client: 'reader',
          keyId,
          requestId: answer.headers['x-request-id'],
        },
        ...{ route: 'GET /v1/payouts/:id', subjects: [ID], reason: null, count: 1 },
        ...{ firstAt: expect.any(String) as string, lastAt: expect.any(String) as string, personal: null },
      },
    ]);
  });

  it('is counted for the rest of the minute, and the count is recorded at its end', async () => {
    const { key } = await keyOf('often', ['payouts:read', 'personal:read']);
    for (let times = 0; times < 20; times += 1) await get(api, `/v1/payouts/${ID}`, key).expect(200);
    const shown = () => ofClient('often').filter(({ kind }) => kind === 'PERSONAL_DATA_SHOWN');
    expect(shown().map(({ count }) => count)).toEqual([1]);
    await flush();
    expect(shown().map(({ count }) => count)).toEqual([1, 19]);
  });

  it('is not recorded where payees are masked, or where a page is empty', async () => {
    const masked = await keyOf('masked', ['payouts:read']);
    await get(api, `/v1/payouts/${ID}`, masked.key).expect(200);
    await get(api, '/v1/payouts', masked.key).expect(200);
    await flush();
    expect(ofClient('masked').map(({ kind }) => kind)).toEqual(['SIGNED_IN']);
  });

  it('is not shown when it cannot be recorded', async () => {
    const { key } = await keyOf('unrecorded', ['payouts:read', 'personal:read']);
    await withoutRecords(async () => {
      for (const again of [1, 2]) {
        const refused = await get(api, `/v1/payouts/${ID}`, key);
        expect([again, refused.status, refused.text.includes('Maria')]).toEqual([again, 503, false]);
      }
      await get(api, '/v1/cases', (await keyOf('cases', ['cases:read'])).key).expect(200);
    });
    await get(api, `/v1/payouts/${ID}`, key).expect(200);
    await flush();
    const shown = ofClient('unrecorded').filter(({ kind }) => kind === 'PERSONAL_DATA_SHOWN');
    expect(shown.map(({ count }) => count)).toEqual([1]);
  });

  it('can be shown by every route whose documented answer can name a payee, and by no other', async () => {
    const { body } = (await get(api, '/docs-json')) as { body: OpenApi };
    const naming = Object.entries(body.paths).flatMap(([path, { get: read }]) =>
      read && reaches(body, read.responses['200'], /\/(Payee|Event)$/) ? [path] : [],
    );
    const marked = routesOf(api.app)
      .filter(({ handler, method }) => metadata(PERSONAL_DATA, handler) && method === RequestMethod.GET)
      .map(({ path }) => path);
    const isMarked = (path: string) => marked.some(pattern => pattern.test(path.replaceAll(/\{\w+\}/g, 'x')));
    // A statement names movements of the provider by their ids, and no payee.
    expect(naming.filter(path => !isMarked(path))).toEqual(['/v1/reconciliations/{id}']);
    // A bundle and a receipt are files, and the document does not say what is in them.
    const files = ['/v1/payouts/{id}/bundle', '/v1/payouts/{id}/receipt'];
    expect(files.filter(path => !isMarked(path))).toEqual([]);
    expect(marked).toHaveLength(naming.length - 1 + files.length);
  });
});

interface OpenApi {
  readonly paths: Record<string, { get?: { responses: Record<string, unknown> } }>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

function reaches(document: OpenApi, part: unknown, name: RegExp, seen = new Set<string>()): boolean {
  for (const [, reference = ''] of JSON.stringify(part ?? null).matchAll(/"\$ref":"([^"]+)"/g)) {
    if (name.test(reference)) return true;
    if (seen.has(reference)) continue;
    seen.add(reference);
    if (reaches(document, document.components.schemas[reference.split('/').at(-1)!], name, seen)) return true;
  }
  return false;
}

describe('what goes on without its record', () => {
  it('is recorded later: decisions, sign-ins and the reads of an auditor', async () => {
    const auditor = await withoutRecords(async () => {
      const { key } = await keyOf('auditor', ['audit', 'cases:decide', 'cases:read']);
      await get(api, '/v1/audit/streams/api-keys', key).expect(200);
      await get(api, '/v1/cases', key).expect(200);
      const reason = 'entered twice';
      await post(api, `/v1/cases/${ID}/resolve`, { decision: 'DISMISS', reason }, key).expect(202);
      return key;
    });
    expect(ofClient('auditor')).toEqual([]);
    await flush();
    const happened = ofClient('auditor').map(({ kind, route, subjects }) => [kind, route, subjects]);
    expect(auditor).toContain('hf_');
    expect(happened).toEqual(
      expect.arrayContaining([
        ['SIGNED_IN', null, []],
        ['AUDIT_READ', 'GET /v1/audit/streams/:stream', ['api-keys']],
        ['AUDIT_READ', 'GET /v1/cases', []],
        ['DECISION', 'POST /v1/cases/:id/resolve', [ID]],
      ]),
    );
  });
});

describe('keys', () => {
  it('that are made, changed and revoked are recorded with their maker', async () => {
    const { key } = await keyOf('maker', ['keys', 'payouts:read']);
    const wish = { clientName: 'made', kind: 'service', scopes: ['payouts:read'] };
    const made = (await post(api, '/v1/keys', wish, key).expect(201)).body as { id: string };
    await post(api, `/v1/keys/${made.id}/rotate`, {}, key).expect(201);
    await post(api, `/v1/keys/${made.id}/revoke`, {}, key).expect(200);
    const changes = ofClient('maker').filter(({ kind }) => kind.startsWith('KEY_'));
    expect(changes.map(({ kind, subjects, reason }) => [kind, subjects, reason])).toEqual([
      ['KEY_MADE', [made.id], 'a key of made'],
      ['KEY_ROTATED', [made.id], 'a key of made'],
      ['KEY_REVOKED', [made.id], 'a key of made'],
    ]);
  });

  it('that are guessed are two records a minute, however many they are', async () => {
    await flush();
    const refused = () => recorded().filter(({ reason }) => reason === 'UNKNOWN');
    const before = refused().reduce((sum, { count }) => sum + count, 0);
    const records = refused().length;
    for (let times = 0; times < 300; times += 1)
      await get(api, '/v1/cases', `hf_${ID}_${'x'.repeat(43)}`).expect(401);
    await flush();
    expect(refused().reduce((sum, { count }) => sum + count, 0) - before).toBe(300);
    expect(refused().length - records).toBe(2);
    expect(refused().at(-1)).toMatchObject({ client: null, keyId: null });
  });

  it('that are refused although they exist are recorded with their client and the reason', async () => {
    const { key, keyId } = await keyOf('former', ['payouts:read']);
    await post(api, `/v1/keys/${keyId}/revoke`, {}).expect(200);
    await until(async () => (await get(api, '/v1/cases', key)).status === 401);
    expect(ofClient('former')).toContainEqual(
      expect.objectContaining({ kind: 'KEY_REFUSED', keyId, reason: 'REVOKED' }),
    );
  });
});

describe('GET /v1/security-events', () => {
  interface Page {
    readonly items: { kind: string; client: string | null; address: string | null }[];
    readonly nextCursor: string | null;
  }
  const page = async (query: string, key?: string): Promise<Page> =>
    (await get(api, `/v1/security-events?${query}`, key).expect(200)).body as Page;

  it('gives every event once, page by page, and filters by kind, client and period', async () => {
    await flush();
    const all = recorded().length;
    expect(all).toBeGreaterThan(10);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: Page = await page(`limit=7${cursor && `&cursor=${cursor}`}`);
      seen.push(...next.items.map(item => JSON.stringify(item)));
      ({ nextCursor: cursor } = next);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(all);
    const decisions = (await page('kind=DECISION&client=auditor')).items;
    expect(decisions.map(({ kind, client }) => [kind, client])).toEqual([['DECISION', 'auditor']]);
    expect((await page('from=2020-01-01&to=2020-01-31')).items).toEqual([]);
    await get(api, '/v1/security-events?from=2020-01-01&to=2020-03-01').expect(400);
    await get(api, '/v1/security-events?cursor=r1').expect(400);
  });

  it('shows addresses with `personal:read` alone', async () => {
    const auditor = await keyOf('no-names', ['audit']);
    const signIns = (items: Page['items']) => items.filter(({ client }) => client === 'auditor');
    expect(signIns((await page('kind=SIGNED_IN', auditor.key)).items)).toMatchObject([{ address: null }]);
    expect(signIns((await page('kind=SIGNED_IN')).items)).toMatchObject([{ address: '127.0.0.1' }]);
  });
});

describe('the log', () => {
  it('has a line of type security for each first time, without addresses', () => {
    const lines = api.logLines.map(line => JSON.parse(line) as Record<string, unknown>);
    const kinds = lines.filter(({ type, msg }) => type === 'security' && msg === 'security event');
    expect(new Set(kinds.map(({ kind }) => kind))).toEqual(
      new Set([
        ...['KEY_MADE', 'KEY_ROTATED', 'KEY_REVOKED', 'KEY_REFUSED', 'SIGNED_IN', 'DECISION'],
        ...['PERSONAL_DATA_SHOWN', 'AUDIT_READ'],
      ]),
    );
  });
});
