import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import ts from 'typescript';
import { ADMIN_KEY } from '../support/api-client';
import { TestService } from '../support/service';

const ROOT = resolve(__dirname, '../..');
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let service: TestService;
beforeAll(async () => {
  service = await TestService.start();
  await service.api.fund('merchant-1', '1000.00');
});
afterAll(() => service.stop());

const exampleOf = async (page: string): Promise<string> =>
  /```ts\n([\s\S]*?)```/.exec(await readFile(join(ROOT, page), 'utf8'))?.[1] ?? '';

/** Receives a signed webhook with the example's `receive`, after the example has paid. */
const CHECK = `
const body = ${JSON.stringify(JSON.stringify({ type: 'payout.completed', data: {} }))};
console.log(receive(body, JSON.parse(process.env.SIGNED)).type);
`;

describe('the example of packages/client/README.md', () => {
  it('has at most twenty lines, and the README has the same', async () => {
    const example = await exampleOf('packages/client/README.md');
    expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
    expect(await exampleOf('README.md')).toBe(example);
  });

  it('pays, waits for the outcome and verifies a webhook, as it stands', async () => {
    const example = await exampleOf('packages/client/README.md');
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
    const cache = join(ROOT, 'node_modules/.cache');
    await mkdir(cache, { recursive: true });
    const folder = await mkdtemp(join(cache, 'client-readme-'));
    const file = join(folder, 'example.mjs');
    await writeFile(file, ts.transpileModule(example + CHECK, { compilerOptions: options }).outputText);
    const at = new Date();
    const signature = new Webhook(SECRET).sign(
      'm',
      at,
      JSON.stringify({ type: 'payout.completed', data: {} }),
    );
    const signed = {
      'webhook-id': 'm',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': signature,
    };
    const env = {
      ...process.env,
      HOLDFAST_URL: service.service.url,
      HOLDFAST_KEY: ADMIN_KEY,
      HOLDFAST_WEBHOOK_SECRET: SECRET,
      SIGNED: JSON.stringify(signed),
    };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env }).finally(() =>
      rm(folder, { recursive: true }),
    );
    expect(stdout).toMatch(/^COMPLETED E\w{31}\npayout\.completed\n$/);
  });
});
