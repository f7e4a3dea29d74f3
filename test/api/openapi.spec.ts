import supertest from 'supertest';
import { SCOPES } from '../../src/api/auth/keys/scopes';
import { MESSAGE_TYPES, TEST_MESSAGE } from '../../src/domain/outbound/events';
import { newEvents } from '../../src/event-store/new-events';
import { request } from '../domain/payout/payout-examples';
import { ADMIN_KEY, get, PAYOUT, post, startApi, type TestApi } from './support';

interface Schema {
  $ref?: string;
  type?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}
interface Operation {
  summary?: string;
  security?: { bearer?: string[] }[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: Schema }>; headers?: object }
  >;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: object };
}

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await startApi();
  document = (await supertest(api.url).get('/docs-json').expect(200).expect('Content-Type', /json/))
    .body as Document;
});
afterAll(() => api.close());

const ID = '6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d';

/** Every route of the running application, straight from its router. */
function routes(): string[] {
  const express = api.app.getHttpAdapter().getInstance() as unknown as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
  };
  return express.router.stack
    .flatMap(({ route }) =>
      route
        ? Object.keys(route.methods).map(method => `${method} ${route.path.replace(/[:*](\w+)/g, '{$1}')}`)
        : [],
    )
    .filter(route => !/ \/docs/.test(route))
    .sort();
}

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );

const resolved = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split('/').at(-1)!]!;

describe('the OpenAPI document', () => {
  it('has every route of the router, and no other', () => {
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual(routes());
    expect(routes()).toEqual(
      expect.arrayContaining(['post /v1/payouts', 'get /v1/payouts/{id}/events', 'get /health/ready']),
    );
  });

  it('contains every schema that it refers to', () => {
    const refs = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      match => match[1]!,
    );
    expect(refs.length).toBeGreaterThan(10);
    for (const name of refs) expect(document.components.schemas).toHaveProperty([name]);
  });

  it('has the summary, the security and the errors of every route', () => {
    for (const [name, operation] of operations()) {
      expect(operation.summary).toBeTruthy();
      if (name.includes('/health/') || name.endsWith('/metrics')) {
        expect(operation.security).toEqual([]);
        continue;
      }
      expect(operation.security).not.toEqual([]);
      for (const { bearer } of operation.security!) expect(SCOPES).toContain(bearer?.join());
      for (const status of ['400', '401', '403', '500', '503']) {
        expect(operation.responses[status]?.content?.['application/problem+json']?.schema).toEqual({
          $ref: '#/components/schemas/Problem',
        });
      }
    }
  });

  it('has the body of every message that is sent, and the headers that sign it', () => {
    expect(Object.keys(document.webhooks)).toEqual([...MESSAGE_TYPES, TEST_MESSAGE]);
    for (const [type, { post: sent }] of Object.entries(document.webhooks)) {
      const { properties, required } = resolved(sent!.requestBody!.content['application/json']!.schema);
      expect((properties!['type'] as { enum: string[] }).enum).toContain(type);
      expect(required?.sort()).toEqual(['data', 'timestamp', 'type', 'version']);
      expect(sent!.parameters?.map(({ name }) => name)).toContain('webhook-signature');
    }
  });

  it('says where an Idempotency-Key and a Ledger-Position go', () => {
    const header = (name: string, header: string) =>
      Object.fromEntries(operations())[name]?.parameters?.find(parameter => parameter.name === header);
    expect(header('post /v1/payouts', 'Idempotency-Key')).toMatchObject({ in: 'header', required: true });
    expect(header('post /v1/accounts/{id}/deposits', 'Idempotency-Key')).toMatchObject({
      in: 'header',
      required: true,
    });
    expect(header('get /v1/payouts/{id}', 'Ledger-Position')).toMatchObject({
      in: 'header',
      required: false,
    });
  });

  it('has examples that make a valid payout', async () => {
    const example = (schema: Schema & { example?: unknown; allOf?: Schema[] }): unknown => {
      if (schema.allOf) return example(schema.allOf[0]!);
      if (schema.example !== undefined) return schema.example;
      const target = resolved(schema) as Schema & { example?: unknown };
      const fields: [string, Schema & { example?: unknown }][] = Object.entries(target.properties!);
      const shown = fields.filter(([name, field]) => target.required?.includes(name) || 'example' in field);
      return Object.fromEntries(shown.map(([name, field]) => [name, example(field)]));
    };
    const { requestBody } = document.paths['/v1/payouts']!.post!;
    await post(api, '/v1/payouts', example(requestBody!.content['application/json']!.schema)).expect(202);
  });

  const explanation = async () => {
    const cause = { causationId: ID, correlationId: ID, actor: 'client:test' };
    const requested = [{ type: 'PayoutRequested', data: request({ payoutId: ID }) }];
    const stream = `payout-${ID}`;
    api.store.appendNow(stream, 'no_stream', newEvents(stream, requested, cause, new Date()));
    return get(api, `/v1/payouts/${ID}/explain`);
  };
  const reconciliation = async () =>
    supertest(api.url)
      .post('/v1/reconciliations?provider=ntxpay&from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z')
      .set('Authorization', `Bearer ${ADMIN_KEY}`)
      .set('Content-Type', 'text/csv')
      .send('type,status');

  const item = { ...PAYOUT, idempotencyKey: 'k' };
  it.each<[string, string, number, () => Promise<supertest.Response>]>([
    ['post', '/v1/accounts', 201, async () => post(api, '/v1/accounts', { name: 'x' })],
    ['get', '/v1/accounts', 200, async () => get(api, '/v1/accounts')],
    ['get', '/v1/accounts/{id}', 200, async () => get(api, '/v1/accounts/a')],
    [
      'post',
      '/v1/accounts/{id}/deposits',
      201,
      async () =>
        post(api, '/v1/accounts/a/deposits', { amount: '1.00', reference: 'r', provider: 'connectpsp' }),
    ],
    ['post', '/v1/payouts', 202, async () => post(api, '/v1/payouts', PAYOUT)],
    ['post', '/v1/payouts/batch', 207, async () => post(api, '/v1/payouts/batch', { items: [item, {}] })],
    ['get', '/v1/payouts', 200, async () => get(api, '/v1/payouts')],
    ['get', '/v1/payouts/{id}', 200, async () => get(api, `/v1/payouts/${ID}`)],
    ['get', '/v1/ledger/trial-balance', 200, async () => get(api, '/v1/ledger/trial-balance')],
    ['get', '/v1/ledger/entries', 200, async () => get(api, '/v1/ledger/entries')],
    ['get', '/v1/accounts/{id}/balance', 200, async () => get(api, '/v1/accounts/a/balance')],
    ['get', '/v1/accounts/{id}/statement', 200, async () => get(api, '/v1/accounts/a/statement')],
    ['get', '/v1/ledger/totals', 200, async () => get(api, '/v1/ledger/totals')],
    ['get', '/v1/ledger/aged-holds', 200, async () => get(api, '/v1/ledger/aged-holds')],
    ['get', '/v1/ledger/provider-floats', 200, async () => get(api, '/v1/ledger/provider-floats')],
    ['get', '/v1/cases', 200, async () => get(api, '/v1/cases')],
    ['get', '/v1/cases/{id}', 200, async () => get(api, `/v1/cases/${ID}`)],
    [
      'post',
      '/v1/cases/{id}/resolve',
      202,
      async () => post(api, `/v1/cases/${ID}/resolve`, { decision: 'DISMISS', reason: 'r' }),
    ],
    ['get', '/v1/payouts/{id}/explain', 200, explanation],
    ['post', '/v1/reconciliations', 200, reconciliation],
    ['get', '/health/ready', 200, async () => get(api, '/health/ready')],
  ])(
    'describes the answer of %s %s, which every answer is compared with',
    async (method, path, status, send) => {
      const response = await send();
      expect(response.status).toBe(status);
      const { content } = document.paths[path]![method]!.responses[String(status)]!;
      const { $ref } = content!['application/json']!.schema;
      expect(document.components.schemas).toHaveProperty([$ref!.split('/').at(-1)!, 'properties']);
    },
  );

  it('is a page for people too, whose scripts its headers allow', async () => {
    const page = await supertest(api.url).get('/docs').expect(200).expect('Content-Type', /html/);
    expect(page.text).toContain('Holdfast API');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    await supertest(api.url).get('/docs/swagger-ui-init.js').expect(200);
    await supertest(api.url).get('/docs/swagger-ui-bundle.js').expect(200);
  });
});
