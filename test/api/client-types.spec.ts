import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createApi } from '@holdfast/client';
import { apiDocument } from '../../src/api/http/openapi/document';
import { ADMIN_KEY, startApi, type TestApi } from './support';

const ROOT = resolve(__dirname, '../..');

let api: TestApi;
let folder: string;
beforeAll(async () => {
  api = await startApi();
  folder = await mkdtemp(join(tmpdir(), 'holdfast-document-'));
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

/** Compares packages/client/src/schema.ts with a document. */
async function compare(document: object): Promise<void> {
  const file = join(folder, 'document.json');
  await writeFile(file, JSON.stringify(document));
  const script = join(ROOT, 'scripts/client-types.mjs');
  await promisify(execFile)(process.execPath, [script, `--document=${file}`]);
}

describe('the types of the client', () => {
  it('are those of the OpenAPI document', async () => {
    await compare(apiDocument(api.app));
  });

  it('are out of date as soon as the document lacks a route', async () => {
    const document = apiDocument(api.app);
    delete document.paths['/v1/payouts'];
    await expect(compare(document)).rejects.toThrow('run `node scripts/client-types.mjs --write`');
  });

  it('know each route, its answer and its errors', async () => {
    const client = createApi({ url: api.url, key: ADMIN_KEY });
    const { data } = await client.GET('/v1/payouts', { params: { query: { status: 'COMPLETED' } } });
    expect(data?.items.every(({ originalAmount }) => originalAmount.endsWith('.00'))).toBe(true);
    const stranger = createApi({ url: api.url, key: () => 'no-key' });
    const refused = await stranger.GET('/v1/payouts');
    expect(refused.error?.code).toBe('UNAUTHORIZED');
    expect(refused.response.status).toBe(401);
  });
});
