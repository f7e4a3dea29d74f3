import { AccountWriters } from '../../../src/commands/accounts/account-writers';
import { PayoutRepository } from '../../../src/commands/payouts/payout-repository';
import { References } from '../../../src/commands/references';
import type { PayoutCommand } from '../../../src/domain/payout/payout';
import { ProviderGate } from '../../../src/providers/gate/provider-gate';
import type { Provider } from '../../../src/providers/port/provider';
import { AccountSettlement } from '../../../src/saga/accounts/account-settlement';
import { CallMemory } from '../../../src/saga/exchanges/call-memory';
import { GatedProviders } from '../../../src/saga/exchanges/gated-providers';
import type { PayoutWithKey } from '../../../src/saga/exchanges/lookup-recorder';
import { OrderSubmitter, type OrderSubmitterParts } from '../../../src/saga/exchanges/order-submitter';
import { ReportRecorder } from '../../../src/saga/exchanges/report-recorder';
import { PayoutDriver, type DriverParts } from '../../../src/saga/payouts/payout-driver';
import { PayoutSituations } from '../../../src/saga/payouts/payout-situations';
import { silentLogger } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import {
  byNotification,
  recordCompletion,
  recordSubmission,
  requestPayout,
  startSubmission,
} from '../../domain/payout/payout-examples';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

const PAYOUT = 'payout-1';
const CAUSE = { causationId: 'test', correlationId: PAYOUT, actor: 'test' };

/** A process that knows the payout as it was, and another one that has gone on since. */
async function twoProcesses(known: readonly PayoutCommand[], since: readonly PayoutCommand[]) {
  const clock = new ManualClock();
  const parts = { store: new InMemoryEventStore(clock), clock, announce: () => undefined };
  const stale = new PayoutRepository(parts);
  const other = new PayoutRepository(parts);
  for (const command of known) expect((await stale.change(PAYOUT, command, CAUSE)).ok).toBe(true);
  const before = stale.findKnown(PAYOUT)!;
  for (const command of since) expect((await other.change(PAYOUT, command, CAUSE)).ok).toBe(true);
  expect(stale.findKnown(PAYOUT)).toEqual(before);
  return { parts, clock, payouts: stale, state: before.state as PayoutWithKey };
}

const SENT = [requestPayout(), startSubmission()];

describe('a process that another one has overtaken', () => {
  it('does not send an order that it knows as unsent', async () => {
    const { clock, payouts, state } = await twoProcesses(SENT, [recordSubmission()]);
    let orders = 0;
    const submit = () => Promise.reject(new Error(`order ${(orders += 1)}`));
    const provider = { name: 'connectpsp', submit } as unknown as Provider;
    const gate = new ProviderGate({ clock, logger: silentLogger, random: systemRandom });
    const providers = new GatedProviders(
      gate,
      new Map([['connectpsp', provider]] as const),
      new Map(),
      silentLogger,
    );
    const memory = new CallMemory();
    memory.recordUnsent(state);
    const rest = { clock, random: systemRandom, logger: silentLogger, maxStartDelayMs: 1_000 };
    const submitter = new OrderSubmitter({
      providers,
      memory,
      payouts,
      ...rest,
    } as unknown as OrderSubmitterParts);
    await submitter.resubmit(state);
    expect(orders).toBe(0);
  });

  it('does not poll a payout that is settled', async () => {
    const taken = [...SENT, recordSubmission()];
    const { parts, clock, payouts } = await twoProcesses(taken, [recordCompletion()]);
    const polled: string[] = [];
    const settled: string[] = [];
    const providers = { isKeyless: () => false, forget: () => undefined } as unknown as GatedProviders;
    const situations = new PayoutSituations({ providers, memory: new CallMemory(), clock });
    const driver = new PayoutDriver({
      ...{ payouts, situations, providers, clock },
      poller: { poll: () => Promise.resolve(polled.push(PAYOUT)) },
      settlement: new AccountSettlement(
        payouts,
        {
          execute: (_account: string, { type }: { type: string }) => {
            settled.push(type);
            return Promise.resolve({ ok: true, value: {} });
          },
        } as unknown as AccountWriters,
        { giveBackReleased: () => Promise.resolve() },
      ),
      caseOpener: { resolveByEvidence: () => Promise.resolve() },
      timing: { pollMs: 1, outcomeMs: 1e9, requestMs: 1, callMs: 1 },
    } as unknown as DriverParts);
    driver.pollSoon(PAYOUT);
    expect(await driver.drive(PAYOUT, true)).toBe('done');
    expect({ polled, settled }).toEqual({ polled: [], settled: ['CaptureHold'] });
    expect(parts.store.log.at(-1)!.body.type).toBe('PayoutCompleted');
  });

  it('does not refuse by what it knows: the report contradicts an outcome that it has not seen', async () => {
    const taken = [...SENT, recordSubmission()];
    const { parts, payouts } = await twoProcesses(taken, [recordCompletion({ endToEndId: 'E2' })]);
    const references = new References(parts.store, parts.clock);
    const name = { kind: 'end-to-end-id', owner: 'connectpsp', reference: 'E1' } as const;
    await references.reserve(name, 'payout-2', CAUSE);
    const reports = new ReportRecorder(payouts, references);
    const figures = { endToEndId: 'E1', amountMinor: 5_000n, feeAmountMinor: 31n, providerTime: null };
    const recorded = await reports.record({
      payoutId: PAYOUT,
      report: { kind: 'completed', ...figures, answerHash: 'hash', externalReference: null },
      provider: { name: 'connectpsp', currency: 'BRL' },
      evidence: byNotification,
      cause: CAUSE,
    });
    expect(recorded.ok).toBe(true);
    expect(parts.store.log.at(-1)!.body.type).toBe('PayoutOutcomeContradicted');
  });
});
