import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { ServerUnderTest } from '../../packages/embedded-eventstore/test/server-under-test';
import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import type { StatedKind } from '../../src/api/auth/keys/scopes';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { eventually } from '../support/eventually';
import { TestService } from '../support/service';

const PAGE = readFileSync(join(__dirname, '../../docs/accounting.md'), 'utf8');
const WALK = PAGE.split('## A month, step by step\n')[1]!.split('\n## ')[0]!;
/** The commands of each step, in their order. */
const STEPS = [...WALK.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, commands]) => commands!);

/** A process with this preload believes that it is as much later as the file says, in milliseconds. */
const PRELOAD = (file: string) => `
  const { readFileSync } = require('node:fs');
  const Real = Date;
  const now = () => Real.now() + Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length === 0) super(now()); else super(...given); }
    static now() { return now(); }
  };`;

const folder = mkdtempSync(join(tmpdir(), 'holdfast-month-'));
const shiftFile = join(folder, 'shift-ms');
let shiftMs = 0;
let server: ServerUnderTest;
let holdfast: TestService;
let keys: Record<string, string>;

/** It is this time, for the service and for its event store. */
function setClocks(time: string): void {
  shiftMs = Date.parse(time) - Date.now();
  writeFileSync(shiftFile, String(shiftMs));
}

async function keyOf(name: string, kind: StatedKind, scopes: readonly Scope[]): Promise<string> {
  const tools = { store: holdfast.service.store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, name, scopes, { kind, accounts: '*' });
  if (!made.ok) throw new Error(made.refusal);
  return made.value.key;
}

/** Runs the commands of a step as they stand on the page. Returns what they print: one JSON after another. */
async function run(step: number): Promise<Record<string, unknown>[]> {
  const env = { ...process.env, URL: holdfast.service.url, ...keys };
  const { stdout } = await promisify(execFile)('bash', ['-e', '-c', STEPS[step - 1]!], { cwd: folder, env });
  const objects = stdout.replaceAll(/\}(?=\{)/g, '}\n').split('\n');
  return objects.filter(text => text !== '').map(text => JSON.parse(text) as Record<string, unknown>);
}

const rowsOf = (file: string): Record<string, string>[] =>
  parse(readFileSync(join(folder, file), 'utf8'), { columns: true, bom: true });

/** Ledger account, debits and credits. */
const trialBalanceOf = (file: string) =>
  rowsOf(file).map(row => [
    row['ledgerAccount'],
    row['debitTotal'] ?? row['debit'],
    row['creditTotal'] ?? row['credit'],
  ]);

/** The table of the page. */
const trialBalanceOfPage = () =>
  [...WALK.matchAll(/^\| `([^`]+)` +\| +([\d.]+) \| +([\d.]+) \|$/gm)].map(([, ...cells]) => cells);

beforeAll(async () => {
  setClocks('2026-11-10T12:00:00-03:00');
  jest.spyOn(systemClock, 'now').mockImplementation(() => new Date(Date.now() + shiftMs));
  const preload = join(folder, 'preload.cjs');
  writeFileSync(preload, PRELOAD(shiftFile));
  server = await ServerUnderTest.start(join(folder, 'events'), 0, [
    'env',
    `NODE_OPTIONS=--require ${preload}`,
  ]);
  const env = { EVENTSTORE_URL: server.url, CONNECTPSP_FEE_SCHEDULE: '0.50' };
  holdfast = await TestService.start({ env });
  const person = ['reconciliation', 'ledger:read'] as const;
  keys = {
    KEY: await keyOf('shop', 'service', ['accounts:open', 'deposits:record', 'payouts:request']),
    ALICE: await keyOf('alice', 'person', person),
    BOB: await keyOf('bob', 'person', person),
  };
  await eventually('the keys are known', async () => {
    const headers = { Authorization: `Bearer ${keys['BOB']}` };
    return (await fetch(`${holdfast.service.url}/v1/periods`, { headers })).status === 200;
  });
});
afterAll(async () => {
  await holdfast?.stop();
  await server?.stop();
  ServerUnderTest.killAll();
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

it('a month of docs/accounting.md runs as it stands, with the figures of the page', async () => {
  expect(STEPS).toHaveLength(7);
  expect(await run(1)).toMatchObject([{ id: 'merchant-1' }, { amount: '1000.00' }]);
  const [payout] = await run(2);
  await holdfast.ended({ body: payout } as never);
  await holdfast.rest();

  setClocks('2026-11-30T18:00:00-03:00');
  expect(await run(3)).toMatchObject([{ status: 'PROPOSED' }, { status: 'SETTLED' }]);
  expect(await run(4)).toMatchObject([{ matched: 1, nothingMoved: 0, breaks: 0 }]);

  setClocks('2026-12-01T09:00:00-03:00');
  const [, open, closed] = await run(5);
  expect([open, closed]).toMatchObject([
    { status: 'OPEN', blockers: [] },
    { status: 'CLOSED', seal: { sums: [{ debitTotal: '1401.50', creditTotal: '1401.50' }] } },
  ]);

  await run(6);
  expect(trialBalanceOfPage()).toHaveLength(4);
  expect(trialBalanceOf('trial-balance.csv')).toEqual(trialBalanceOfPage());
  expect(WALK).toContain('**1401.50** | **1401.50**');
  const journal = rowsOf('journal.csv').map(({ eventType }) => eventType);
  expect([...new Set(journal)]).toEqual([
    'FundsDeposited',
    'FundsHeld',
    'HoldCaptured',
    'ProviderFeesSettled',
  ]);
  const handedOver = readFileSync(join(folder, 'trial-balance.csv'), 'utf8');
  const seal = readFileSync(join(folder, 'seal.json'), 'utf8');
  expect(JSON.parse(seal)).toMatchObject({ status: 'CLOSED', seal: { closedBy: 'alice', lines: 4 } });

  setClocks('2026-12-03T10:00:00-03:00');
  await run(7);
  const december = rowsOf('december.csv').filter(({ debit }) => debit !== '0.00');
  expect(december.map(({ reference, debit }) => [reference, debit])).toEqual([
    ['transfer-2', '100.00'],
    ['transfer-of-2026-11-28', '25.00'],
  ]);
  await run(6);
  expect(readFileSync(join(folder, 'trial-balance.csv'), 'utf8')).toBe(handedOver);
  expect(readFileSync(join(folder, 'seal.json'), 'utf8')).toBe(seal);
  expect(await holdfast.violations()).toEqual([]);
});
