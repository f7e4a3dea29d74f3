/* global fetch, localStorage */
// `node scripts/pictures.mjs` writes pictures of the console to docs/pictures/. It runs the built service on a folder of
// its own, with its sandboxes, and signs in as a person.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pictures = process.argv[2] ?? join(root, 'docs/pictures');
const ADMIN_KEY = 'a-key-for-pictures-0123456789abcdef';
const SCOPES =
  'payouts:read,personal:read,ledger:read,cases:read,cases:decide,limits,audit,keys,reconciliation,webhooks,accounts:open,deposits:record,payouts:request';
const SIZE = { width: 1360, height: 850 };

const senderTo =
  (url, by = ADMIN_KEY) =>
  async (path, body) => {
    const key = JSON.stringify([path, body]);
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': hash(key) };
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { ...headers, Authorization: `Bearer ${by}` },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };

const hash = text => createHash('sha256').update(text).digest('hex');

/** A picture shows a payout that has ended. */
const settled = (page, url, payout) =>
  page.waitForFunction(
    async address => (await (await fetch(address)).json()).status === 'COMPLETED',
    `${url}/v1/payouts/${payout}`,
    { polling: 500 },
  );

const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-pictures-'));
const env = {
  ...process.env,
  ...{ DATA_DIR: dataDir, PORT: '0', ADMIN_API_KEY: ADMIN_KEY, WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' },
};
const service = spawn(process.execPath, [join(root, 'dist/cli.js'), 'serve'], {
  env,
  stdio: ['ignore', 'pipe', 'ignore'],
});
try {
  const url = await listening(service);
  const key = personKey('ana');
  await decideRule(url, [key, personKey('bea')]);
  const ids = await fill(url, key, await receive());
  mkdirSync(pictures, { recursive: true });
  await take(url, key, ids);
} finally {
  service.kill('SIGTERM');
  await new Promise(resolve => service.once('exit', resolve));
  rmSync(dataDir, { recursive: true, force: true });
}

async function listening({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const url = /listening on (http:\S+)/.exec(line)?.[1];
    if (url) {
      stdout.resume();
      return url;
    }
  }
  throw new Error('The service did not start');
}

function personKey(name) {
  const args = [join(root, 'dist/cli.js'), 'keys', 'create', name, ...SCOPES.split(','), '--kind', 'person'];
  return execFileSync(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim()
    .split('\n')
    .at(-1);
}

/** Two people decide that large payouts wait for two others. The service follows a new key within a second. */
async function decideRule(url, people) {
  const rule = {
    text: 'A partir de R$ 900,00, duas pessoas aprovam',
    conditions: { amountAtLeast: { amount: '900.00', currency: 'BRL' } },
    approvals: 2,
    reason: 'O banco pede',
  };
  for (const key of people) {
    const sent = () =>
      fetch(`${url}/v1/approval-rules/large`, {
        method: 'PUT',
        headers: {
          Authorization: `Bearer ${key}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': hash(key),
        },
        body: JSON.stringify(rule),
      });
    while ((await sent()).status === 401);
  }
}

/** A receiver of webhooks that takes everything. It ends with this program. */
async function receive() {
  const server = createServer((_request, response) => response.end('ok'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return `http://127.0.0.1:${server.address().port}/holdfast`;
}

/** A statement of yesterday with a line that the books do not have. Returns the id of what came of it. */
async function reconcile(url) {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' }).format(
    Date.now() - 86_400_000,
  );
  const period = `provider=ntxpay&from=${day}T00:00:00-03:00&to=${day}T23:59:59-03:00`;
  const lines = [
    'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date',
    'PAYOUT,COMPLETED,P404,withdrawal-9001,,80.00,0.00,',
  ];
  const answer = await fetch(`${url}/v1/reconciliations?${period}&acceptBecause=picture`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'text/csv' },
    body: lines.join('\n'),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()).id;
}

/** Accounts, deposits and payouts with every kind of outcome. */
async function fill(url, person, hook) {
  const send = senderTo(url);
  const names = ['Loja Aurora', 'Mercado Sul', 'Padaria Horizonte'];
  for (const [index, name] of names.entries()) {
    const id = `merchant-${index + 1}`;
    await send('/v1/accounts', { id, name });
    const provider = index === 1 ? 'ntxpay' : 'connectpsp';
    await send(`/v1/accounts/${id}/deposits`, { amount: '50000.00', reference: `funds ${id}`, provider });
  }
  // The console shows a person the endpoints of the own client.
  const endpoint = await senderTo(url, person)('/v1/webhook-endpoints', {
    url: hook,
    events: ['payout.completed', 'payout.failed'],
    description: 'A loja',
  });
  const payee = {
    name: 'Maria Silva',
    document: '12345678909',
    destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
  };
  const scenarios = [
    'complete',
    'complete',
    'complete',
    'fail',
    'complete',
    'never-ends',
    'wrong-fee',
    'complete',
  ];
  const asked = [];
  for (let index = 0; index < 96; index += 1) {
    const merchant = (index % 3) + 1;
    asked.push(
      await send('/v1/payouts', {
        accountId: `merchant-${merchant}`,
        provider: merchant === 2 ? 'ntxpay' : 'connectpsp',
        amount: `${20 + ((index * 37) % 900)}.${String((index * 7) % 100).padStart(2, '0')}`,
        externalReference: `withdrawal-${1000 + index}`,
        description: `sandbox:${merchant === 2 ? 'complete' : index === 60 || index === 75 ? 'confirm-after-fail' : scenarios[index % scenarios.length]}`,
        payee,
      }),
    );
  }
  return { payout: asked[0].id, statement: await reconcile(url), endpoint: endpoint.id };
}

async function take(url, key, { payout, statement, endpoint }) {
  const { executablePath, args } = (await findChromium()) ?? {};
  if (!executablePath) throw new Error('There is no Chromium: set CHROMIUM');
  const browser = await chromium.launch({ executablePath, args });
  const context = await browser.newContext({ viewport: SIZE, locale: 'pt-BR', colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(`${url}/console/`);
  await page.screenshot({ path: join(pictures, 'sign-in.png') });
  await page.fill('#key', key);
  await page.click('button.primary');
  await page.waitForSelector('.side');
  await settled(page, url, payout);
  const cases = await page.request.get(`${url}/v1/cases`);
  const [first] = (await cases.json()).items;
  const views = {
    attention: '/',
    payouts: '/payouts',
    payout: `/payouts/${payout}`,
    account: '/accounts/merchant-1',
    'trial-balance': '/trial-balance',
    float: '/float',
    plots: '/plots',
    reconciliation: `/reconciliations/${statement}`,
    webhooks: `/webhooks?endpoint=${endpoint}`,
    'security-events': '/security-events',
    search: '/search?q=withdrawal-1000',
    holds: '/holds',
    keys: '/keys',
    proofs: '/proofs',
    ...(first && { case: `/cases/${first.id}` }),
  };
  for (const [name, path] of Object.entries(views)) {
    await page.goto(`${url}/console${path}`);
    await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
    await page.waitForSelector('h1');
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
  await page.evaluate(() => localStorage.setItem('holdfast.theme', 'dark'));
  await page.goto(`${url}/console/payouts/${payout}`);
  await page.waitForSelector('.timeline li');
  await page.screenshot({ path: join(pictures, 'payout-dark.png') });
  await browser.close();
}
