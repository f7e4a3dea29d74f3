import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, createHoldfast, type PayoutRequest, valueOf } from '@holdfast/client';
import { verifyBooks } from '../audit/verify-books';
import { settingsOrExit, showProgress } from '../command-line/settings';
import { startHoldfast } from '../main';
import type { Service } from '../composition/service';
import { silentLogger } from '../shared/logging';
import { Report } from './report';
import { showBundle, type DemoFolder } from './bundle';
import { closeCases, secondPerson } from './cases';
import { SCENES, type Scene } from './scenes';
import type { AccountAnswer, PayoutAnswer, TrialBalanceAnswer } from './views';

const ACCOUNT = 'merchant-1';
const KEY = 'demo-key-of-this-run-only-0123456789';
const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 100;
const PROOF_INTERVAL_MS = 500;

/** The main job in a fresh folder that is deleted afterwards; what the log would tell the report tells itself. Exit code 0 only if everything agrees. */
export async function runDemo(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-demo-'));
  const report = new Report();
  try {
    report.say('Holdfast: an event store, PostgreSQL and both providers’ sandboxes, all on this machine');
    showProgress('starting …');
    const settings = demoSettings(dataDir);
    const parts = { settings, logger: silentLogger, proofIntervalMs: PROOF_INTERVAL_MS };
    const service = await startHoldfast(parts);
    try {
      await play(service, report, { path: dataDir, proofKeyFile: settings.proofKeyFile });
    } finally {
      await service.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  if (!report.verdict()) process.exitCode = 1;
}

/** Embedded defaults, with a fee to be seen and less patience than a bank needs. */
const demoSettings = (dataDir: string) =>
  settingsOrExit({
    DATA_DIR: dataDir,
    PORT: '0',
    ADMIN_API_KEY: KEY,
    CONNECTPSP_FEE_SCHEDULE: '0.50',
    NTXPAY_FEE_SCHEDULE: '0.01',
    PROVIDER_TIMEOUT_MS: '2000',
    SWEEP_INTERVAL_MS: '500',
  });

async function play(service: Service, report: Report, folder: DemoFolder): Promise<void> {
  const { api } = createHoldfast({ url: service.url, key: KEY });
  report.say(`listening on ${service.url}`);
  await fund(api, report);
  const requested = await requestAll(api, report);
  await repeatFirst(api, report, requested[0]!);
  const payouts = await untilEnded(api, requested);
  report.payouts(SCENES, payouts);
  payouts.forEach((payout, index) => checkPayout(report, SCENES[index]!, payout));
  await closeCases(api, await secondPerson(service), report, payouts);
  await showBooks(api, report, payouts);
  await showHistory(api, report, payouts[2]!);
  compareWithProvider(service, report, payouts);
  await replay(service, report);
  await showBundle(service, folder, report, payouts[0]!);
}

async function fund(api: Api, report: Report): Promise<void> {
  await api.POST('/v1/accounts', { body: { id: ACCOUNT, name: 'Merchant One' } });
  const deposits = [
    { amount: '900.00', reference: 'opening-funds', provider: 'connectpsp' },
    { amount: '100.00', reference: 'opening-funds', provider: 'ntxpay' },
  ] as const;
  for (const deposit of deposits) {
    const params = { path: { id: ACCOUNT }, header: { 'Idempotency-Key': `at-${deposit.provider}` } };
    const { response } = await api.POST('/v1/accounts/{id}/deposits', { params, body: deposit });
    report.check(
      `account merchant-1 is funded with ${deposit.amount} at ${deposit.provider}`,
      response.status === 201,
    );
  }
}

async function requestAll(api: Api, report: Report): Promise<string[]> {
  const ids: string[] = [];
  for (const scene of SCENES) {
    const { data, response } = await request(api, bodyOf(scene));
    const { status } = response;
    report.check(
      `${scene.reference} is answered ${status}`,
      status === (scene.ends === 'REJECTED' ? 422 : 202),
    );
    ids.push(data?.id ?? '');
  }
  return ids;
}

async function repeatFirst(api: Api, report: Report, id: string): Promise<void> {
  const scene = SCENES[0]!;
  const again = await request(api, bodyOf(scene));
  report.check('the same request with the same key is answered the same', again.data?.id === id);
  const other = await request(api, { ...bodyOf(scene), amount: '51.00' });
  report.check('another request with that key is refused (409)', other.response.status === 409);
}

/** The reference is also the key: a payout that is asked for again is not paid again. */
const request = (api: Api, body: PayoutRequest) =>
  api.POST('/v1/payouts', { params: { header: { 'Idempotency-Key': body.externalReference } }, body });

const bodyOf = ({ provider, reference, amount, sandbox, destination }: Scene): PayoutRequest => ({
  accountId: ACCOUNT,
  provider,
  amount,
  externalReference: reference,
  description: `sandbox:${sandbox}`,
  payee: { name: 'Maria Silva', document: '12345678909', destination },
});

/** Looks at the payouts as accounting would, until each has come to where it is meant to end. */
async function untilEnded(api: Api, requested: readonly string[]): Promise<PayoutAnswer[]> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const query = { accountId: ACCOUNT, limit: 200 };
    const { items } = valueOf(await api.GET('/v1/payouts', { params: { query } }));
    const found = SCENES.map(({ reference }) => items.find(each => each.externalReference === reference)!);
    const ended = found.filter((payout, index) => payout && hasEnded(SCENES[index]!, payout)).length;
    showProgress(`${ended} of ${requested.length} payouts have ended`);
    if (ended === SCENES.length) return found;
    // The report shows every payout that has not ended as it should by then.
    if (Date.now() > giveUpAt) return found;
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** All returns of a scene come one after the other. */
const hasEnded = ({ ends, sandbox }: Scene, { status, returns }: PayoutAnswer): boolean =>
  status === ends && returns.length >= Number(/^return-partial:(\d)$/.exec(sandbox)?.[1] ?? 0);

function checkPayout(report: Report, scene: Scene, payout: PayoutAnswer): void {
  report.check(`${scene.reference} ends ${scene.ends}`, payout.status === scene.ends);
}

async function showBooks(api: Api, report: Report, payouts: readonly PayoutAnswer[]): Promise<void> {
  const account = await untilSettled(api);
  const trialBalance = valueOf(await api.GET('/v1/ledger/trial-balance'));
  report.balances(account, trialBalance);
  const paid = payouts.filter(({ finalAmount }) => finalAmount !== null);
  const finals = paid.reduce((sum, { finalAmount }) => sum + centavos(finalAmount!), 0);
  const returned = paid
    .flatMap(({ returns }) => returns)
    .reduce((sum, { amount, feeAmount }) => sum + centavos(amount) - centavos(feeAmount), 0);
  report.check('nothing is left on hold', account.balance.held === '0.00');
  report.check(
    '1000.00 less every finalAmount, and with every return less its fee and all fees above a hold, is available',
    centavos(account.balance.available) === 100_000 - finals + returned + onSuspense(trialBalance),
  );
  const sums = trialBalance.totals.every(({ debit, credit }) => debit === credit);
  report.check('debits equal credits', sums);
}

/** What providers have charged above the holds stays with the house. */
const onSuspense = ({ accounts }: TrialBalanceAnswer): number =>
  accounts
    .filter(({ ledgerAccount }) => ledgerAccount.endsWith(':suspense'))
    .reduce((sum, { debit, credit }) => sum + centavos(debit) - centavos(credit), 0);

/** A payout's end is recorded before its hold is closed: accounting sees both a moment later. */
async function untilSettled(api: Api): Promise<AccountAnswer> {
  for (let looks = 0; ; looks += 1) {
    const account = valueOf(await api.GET('/v1/accounts/{id}', { params: { path: { id: ACCOUNT } } }));
    if (account.balance.held === '0.00' || looks === 100) return account;
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

const centavos = (amount: string): number => Number(amount.replace('.', ''));

async function showHistory(api: Api, report: Report, payout: PayoutAnswer): Promise<void> {
  const events = await api.GET('/v1/payouts/{id}/events', { params: { path: { id: payout.id } } });
  report.history(payout, valueOf(events));
}

/** The providers' own records of what they paid, beside ours. */
function compareWithProvider(service: Service, report: Report, payouts: readonly PayoutAnswer[]): void {
  const records = providerRecords(service);
  const agrees = payouts.every(({ externalReference, status }) => {
    const theirs = records.filter(({ reference }) => reference === externalReference);
    return (
      theirs.length === (status === 'REJECTED' ? 0 : 1) &&
      theirs.every(record => record.status === (status.endsWith('RETURNED') ? 'COMPLETED' : status))
    );
  });
  report.check('the providers have paid each completed payout once, and no other', agrees);
}

function providerRecords({ sandboxes }: Service) {
  const outcomes = { PENDING: 'PROCESSING', CONFIRMED: 'COMPLETED', ERROR: 'FAILED' };
  const connectPsp = sandboxes.connectpsp?.records() ?? [];
  const ntxPay = sandboxes.ntxpay?.records() ?? [];
  return [
    ...connectPsp.map(({ externalReference, status }) => ({
      reference: externalReference,
      status: status as string,
    })),
    ...ntxPay.map(({ externalId, status }) => ({ reference: externalId, status: outcomes[status] })),
  ];
}

async function replay(service: Service, report: Report): Promise<void> {
  const [first, second] = await replayTwice(service);
  report.replay(first);
  report.check('the streams, replayed, give the same books as the read models', first.ok && second.ok);
  report.check('replayed twice they give the same fingerprint', first.fingerprint === second.fingerprint);
}

/** Twice over the same events: a webhook that comes late adds some between two replays, and then there is a third. */
async function replayTwice({ store, readModels }: Service) {
  let first = await verifyBooks(store, readModels.database);
  for (;;) {
    const second = await verifyBooks(store, readModels.database);
    if (second.counts.events === first.counts.events) return [first, second] as const;
    first = second;
  }
}
