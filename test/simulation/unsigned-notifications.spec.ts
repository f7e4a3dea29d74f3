import { PayoutRepository } from '../../src/commands/payouts/payout-repository';
import type { PayoutCommand } from '../../src/domain/payout/payout';
import { payoutStream } from '../../src/event-store/stream-names';
import { readNotification } from '../../src/providers/ntxpay/notifications/read-notification';
import type { CallResult, Exchange, Provider, PayoutReport } from '../../src/providers/port/provider';
import { ExchangeLog } from '../../src/saga/exchanges/exchange-log';
import { GatedProviders } from '../../src/saga/exchanges/gated-providers';
import { LookupRecorder } from '../../src/saga/exchanges/lookup-recorder';
import { createNotificationApplier } from '../../src/saga/notifications/notification-applier';
import { ReportRecorder } from '../../src/saga/exchanges/report-recorder';
import { ProviderGate } from '../../src/providers/gate/provider-gate';
import { silentLogger } from '../../src/shared/logging';
import { systemRandom } from '../../src/shared/random';
import { NotificationInbox } from '../../src/webhooks/notification-inbox';
import {
  recordCompletion,
  recordSubmission,
  recordUnknown,
  requestPayout,
  startSubmission,
} from '../domain/payout/payout-examples';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../support/in-memory-event-store';
import { referencesOver } from '../support/payout-references';

const PAYOUT = 'payout-1';
const CAUSE = { causationId: 'test', correlationId: PAYOUT, actor: 'test' };
/** Longer than any call takes. */
const CALL_MS = 55_000;

const answered: Exchange = {
  method: 'GET',
  path: '/api/pix/transaction/1',
  requestBody: null,
  status: 404,
  answerBody: '{}',
  answerHash: 'answer',
  fault: null,
};

/** A provider like NTX Pay: its notifications prove only the secret. The test gives its answers to polls. */
class Asked implements Provider {
  readonly name = 'ntxpay';
  readonly currency = 'BRL';
  readonly notificationProof = 'sender';
  questions = 0;

  constructor(private readonly answer: PayoutReport) {}

  webhookUrl = () => null;
  submit = () => Promise.reject(new Error('nothing is sent here'));
  verifyNotification = () => true;
  parseNotification = readNotification;

  pollReturn(): Promise<CallResult<PayoutReport>> {
    return this.pollPayout();
  }

  pollPayout(): Promise<CallResult<PayoutReport>> {
    this.questions += 1;
    return Promise.resolve({
      outcome: this.answer,
      exchanges: [answered],
      retryAfterMs: null,
      provider: 'up',
    });
  }
}

/** Another process begins to send the order just after it was read. */
class Overtaken extends PayoutRepository {
  private isFirst = true;

  override async read(payoutId: string) {
    const loaded = await super.read(payoutId);
    if (this.isFirst) {
      this.isFirst = false;
      await super.change(payoutId, startSubmission(), CAUSE);
    }
    return loaded;
  }
}

async function world(answer: PayoutReport, history: readonly PayoutCommand[], kind = PayoutRepository) {
  const clock = new ManualClock();
  const store = new InMemoryEventStore(clock);
  const shared = { store, clock, announce: () => {} };
  const before = new PayoutRepository(shared);
  for (const command of history) {
    const changed = await before.change(PAYOUT, command, CAUSE);
    if (!changed.ok) throw new Error(changed.refusal);
  }
  const payouts = new kind(shared);
  const { references, payoutReferences } = referencesOver(store, clock, payouts);
  await references.reserve({ kind: 'provider', owner: 'ntxpay', reference: 'withdrawal-1' }, PAYOUT, CAUSE);
  const provider = new Asked(answer);
  const providers = new Map([['ntxpay', provider]] as const);
  const reports = new ReportRecorder(payouts, references);
  const exchanges = new ExchangeLog(store, clock, systemRandom);
  const gate = new ProviderGate({ clock, logger: silentLogger, random: { below: () => 0, uuid: () => '' } });
  const gated = new GatedProviders(gate, providers, new Map(), silentLogger);
  const lookups = new LookupRecorder(payouts);
  const limits = { unknownReferenceMs: 600_000, retryMs: 60_000, callMs: CALL_MS };
  const parts = {
    store,
    clock,
    payouts,
    references,
    payoutReferences,
    reports,
    lookups,
    exchanges,
    gated,
    providers,
  };
  const applier = createNotificationApplier({ ...parts, ...limits, logger: silentLogger });
  const inbox = new NotificationInbox(store, providers, clock);
  const tell = async (body: object) => {
    await inbox.receive('ntxpay', Buffer.from(JSON.stringify(body)), {});
    const { streamId } = store.log.at(-1)!;
    await applier.apply(streamId);
  };
  const types = () => store.eventsOf(payoutStream(PAYOUT)).map(({ body }) => body.type);
  return { clock, provider, tell, types };
}

const sending = [requestPayout({ provider: 'ntxpay' }), startSubmission()];
const taken = [...sending, recordSubmission('tx-1')];
const NOT_FOUND: PayoutReport = { kind: 'not_found' };

const error = {
  event: 'CashOut',
  status: 'ERROR',
  transactionType: 'PIX',
  movementType: 'DEBIT',
  transactionId: 'tx-1',
  externalId: 'withdrawal-1',
  errorCode: 'INVALID_PIX_KEY',
  errorMessage: 'forged',
};

describe('a failure told by somebody who knows the secret, and nothing else', () => {
  // A fresh order is not always found at once, and what is not found may still be on its way: no proof either way.
  it('gives no hold back where the provider does not find what it took', async () => {
    const { provider, tell, types } = await world(NOT_FOUND, taken);
    await tell(error);
    expect(provider.questions).toBe(1);
    expect(types()).not.toContain('PayoutFailed');
  });

  it('gives no hold back where the provider has not found the order for long', async () => {
    const { clock, provider, tell, types } = await world(NOT_FOUND, [...sending, recordUnknown('timeout')]);
    clock.advance(CALL_MS + 1);
    await tell(error);
    expect(provider.questions).toBe(1);
    expect(types()).not.toContain('PayoutFailed');
  });

  it('gives no hold back unasked where the order begins to be sent meanwhile', async () => {
    const asked = [requestPayout({ provider: 'ntxpay' })];
    const { tell, types } = await world({ kind: 'processing' }, asked, Overtaken);
    await tell(error);
    expect(types()).toContain('PayoutSubmissionStarted');
    expect(types()).not.toContain('PayoutFailed');
  });

  it('gives the hold back where the provider says so itself', async () => {
    const words = { code: 'UNSPECIFIED', message: '', answerHash: 'answer', externalReference: null };
    const { tell, types } = await world({ kind: 'failed', ...words }, taken);
    await tell(error);
    expect(types()).toContain('PayoutFailed');
  });
});

describe('a return told by somebody who knows the secret, and nothing else', () => {
  const reversal = {
    event: 'CashOutReversal',
    status: 'CONFIRMED',
    movementType: 'CREDIT',
    transactionId: 'made-up',
    externalId: null,
    endToEndId: 'D18236120202512112009s0018351d9f',
    originalAmount: 50.0,
    feeAmount: 0.0,
    finalAmount: 50.0,
    parentTransaction: { transactionId: 'tx-1', externalId: 'withdrawal-1', endToEndId: 'E1' },
  };

  // The account is credited with it: that is giving money back on the sender's word alone.
  it('is not credited while the provider does not know it', async () => {
    const paid = [...taken, recordCompletion()];
    const { tell, types } = await world(NOT_FOUND, paid);
    await tell(reversal);
    expect(types()).toContain('PayoutCompleted');
    expect(types()).not.toContain('PayoutReturned');
  });
});
