import { DepositFunds } from '../../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../../src/commands/accounts/open-account';
import type { ApprovalDecision } from '../../../src/commands/approvals/decide-approval';
import { DecideApprovalRule } from '../../../src/commands/approvals/decide-approval-rule';
import { DecideDeposit } from '../../../src/commands/approvals/decide-deposit';
import { createEngine } from '../../../src/composition/engine';
import type { ApprovalRule } from '../../../src/domain/approval/events';
import { silentLogger } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { derivedId } from '../../../src/shared/ids';
import { violationsOf } from '../../support/check-world';
import { commandHandlers } from '../../support/command-handlers';
import { eventually } from '../../support/eventually';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { NO_LIMITS } from '../../support/no-limits';

const HOUR_MS = 3_600_000;
const terms = new Map([
  [
    'connectpsp',
    {
      currency: 'BRL',
      destinations: ['PIX'],
      expectedFee: () => 0n,
      highestFee: () => 0n,
      mode: 'sandbox',
    } as const,
  ],
]);

function world() {
  const clock = new ManualClock(Date.parse('2026-03-01T12:00:00Z'));
  const store = new InMemoryEventStore(clock);
  const start = () => {
    const tools = { store, clock, random: systemRandom, logger: silentLogger, terms, providers: new Map() };
    const waits = { providerTimeoutMs: 1_000, sweepIntervalMs: 1_000, announce: () => undefined };
    const parts = { ...NO_LIMITS, ...tools, ...waits };
    const engine = createEngine(parts);
    return { engine, ...commandHandlers(engine, parts) };
  };
  return { clock, store, start, types: () => store.log.map(({ body }) => body.type) };
}

type Process = ReturnType<ReturnType<typeof world>['start']>;

const rule = (over: Partial<ApprovalRule> = {}): ApprovalRule => ({
  text: 'A person looks at what arrives',
  for: 'DEPOSIT',
  conditions: { accountId: 'shop', amountAtLeast: { amountMinor: 500n, currency: 'BRL' } },
  approvals: 1,
  expiryHours: null,
  effectiveFrom: null,
  ...over,
});

async function prepare({ openAccount, decideApprovalRule }: Process, over: Partial<ApprovalRule> = {}) {
  await openAccount.execute(new OpenAccount('desk', 'shop', 'Shop', 'BRL'));
  for (const person of ['ana', 'bea'])
    await decideApprovalRule.execute(new DecideApprovalRule(person, 'shop', rule(over), 'we want it'));
}

async function record({ depositFunds }: Process, amount = '5.00', key = 'one', reference = 'wire 1') {
  const request = { accountId: 'shop', amount, reference, provider: 'connectpsp' };
  const recorded = await depositFunds.execute(new DepositFunds('till', key, request));
  return recorded.ok ? recorded.value.body : recorded.refusal.code;
}

async function decide({ decideDeposit }: Process, name: string, decision: ApprovalDecision, key = name) {
  const person = { name, accounts: '*', madeKeysOf: name === 'boss' ? ['till'] : [] } as const;
  const depositId = derivedId('deposit', 'till', 'one');
  const decided = await decideDeposit.execute(new DecideDeposit(person, key, 'shop', depositId, decision));
  return decided.ok ? decided.value.body.status : decided.refusal.code;
}

const APPROVE = { type: 'APPROVE' } as const;
const REJECT = { type: 'REJECT', reason: 'no such transfer' } as const;
const available = async ({ engine }: Process) => (await engine.accounts.state('shop'))?.availableMinor;
const coherent = (store: InMemoryEventStore) =>
  violationsOf({ events: store.log, providerRecords: [], commands: [], atRest: false });

describe('a deposit to which a rule applies', () => {
  it('waits, moves nothing, and is booked when another person approves it', async () => {
    const { start, store } = world();
    const process = start();
    await prepare(process);
    expect(await record(process, '4.99', 'small', 'wire 0')).not.toHaveProperty('approval');
    const waiting = await record(process);
    expect(waiting).toMatchObject({ amountMinor: 500n, approval: { approvals: 1 } });
    expect(await available(process)).toBe(499n);
    for (const name of ['till', 'boss'])
      expect(await decide(process, name, APPROVE)).toBe('REQUESTER_CANNOT_APPROVE');
    expect(await record(process, '5.00', 'two')).toBe('EXTERNAL_REFERENCE_USED');
    expect(await record(process, '6.00')).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await decide(process, 'ana', APPROVE)).toBe('BOOKED');
    expect(await available(process)).toBe(999n);
    // Another process, and the same request again: nothing more is booked, and each gets its first answer.
    const second = start();
    expect(await record(second)).toEqual(waiting);
    expect(await decide(second, 'ana', APPROVE)).toBe('BOOKED');
    expect(await decide(second, 'ana', REJECT)).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await decide(second, 'bea', REJECT)).toBe('DEPOSIT_APPROVED');
    expect(await available(second)).toBe(999n);
    expect(coherent(store)).toEqual([]);
  });

  it('makes no payout wait, and no rule for payouts makes a deposit wait', async () => {
    const { start } = world();
    const process = start();
    await prepare(process);
    expect(await process.engine.approvalRules.standingAt(new Date('2027-01-01'), 'PAYOUT')).toEqual([]);
    const { for: _deposit, ...ofPayouts } = rule();
    for (const person of ['ana', 'bea'])
      await process.decideApprovalRule.execute(new DecideApprovalRule(person, 'shop', ofPayouts, 'changed'));
    expect(await record(process)).not.toHaveProperty('approval');
    expect(await available(process)).toBe(500n);
  });

  it('is refused while it names the history of a payee, which a deposit has not', async () => {
    const { start } = world();
    const { decideApprovalRule } = start();
    const decided = await decideApprovalRule.execute(
      new DecideApprovalRule('ana', 'shop', rule({ conditions: { newPayee: true } }), 'x'),
    );
    expect(decided).toMatchObject({ refusal: { code: 'RULE_INVALID' } });
  });

  it('is ended by the saga after its time, also by one that starts later, and its reference is free', async () => {
    const { start, store, clock, types } = world();
    const first = start();
    await prepare(first);
    first.engine.saga.start();
    await record(first);
    await eventually('the saga waits for it', () => first.engine.saga.unfinishedCount === 1);
    for (let hours = 0; hours < 23; hours += 1) clock.advance(HOUR_MS);
    expect(types()).not.toContain('DepositApprovalExpired');
    await first.engine.saga.stop();
    const second = start();
    second.engine.saga.start();
    clock.advance(HOUR_MS);
    expect(await decide(second, 'ana', APPROVE)).toBe('APPROVAL_EXPIRED');
    await eventually('it has expired', () => {
      clock.advance(60_000);
      return types().includes('DepositApprovalExpired');
    });
    await eventually('the saga has nothing left', () => second.engine.saga.unfinishedCount === 0);
    expect(await available(second)).toBe(0n);
    expect(await record(second, '1.00', 'again')).toMatchObject({ amountMinor: 100n });
    expect(coherent(store)).toEqual([]);
    await second.engine.saga.stop();
  });
});
