import { ResolveCase } from '../../src/commands/cases/resolve-case';
import { caseDecider, type CaseState } from '../../src/domain/case/case';
import type { CaseDecision, CaseEvent, CaseOpened } from '../../src/domain/case/events';
import type { NotificationEvent, NotificationReceived } from '../../src/domain/notification/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { payout, type PayoutState } from '../../src/domain/payout/payout';
import type { ParsedNotification } from '../../src/providers/port/provider';
import { Fault } from '../../src/shared/fault';
import { derivedId } from '../../src/shared/ids';
import type { InMemoryEventStore } from '../support/in-memory-event-store';
import type { SeededRandom } from './seeded-random';
import type { Payment, SimulatedProvider } from './simulated-provider';
import { readBody } from './simulated-reports';
import type { SimulatedEngine } from './simulated-node';

type Requested = Extract<PayoutEvent, { type: 'PayoutRequested' }>;

const PEOPLE = ['alice', 'bob'] as const;

/** The provider's fee, where the hold bears it. null: the fee that is expected. */
function feeToName(state: PayoutState, { feeAmountMinor }: Payment): bigint | null {
  if (state.status === 'none' || feeAmountMinor === null) return null;
  const { heldAmountMinor, amountMinor } = state.request;
  return feeAmountMinor <= heldAmountMinor - amountMinor ? feeAmountMinor : null;
}

/** Those who decide open cases: they can see the provider's own record, and believe it. */
export class People {
  private turn = 0;

  constructor(
    private readonly store: InMemoryEventStore,
    private readonly providers: readonly SimulatedProvider[],
    private readonly random: SeededRandom,
    private readonly engine: () => SimulatedEngine | undefined,
    private readonly bugs: string[],
  ) {}

  /** Each open case once: by one person, or as another has decided it; now and then by the same one again. */
  look(): void {
    for (const state of this.openCases()) {
      const decision = state.status === 'proposed' ? state.decision : this.decisionFor(state.opened);
      if (!decision) continue;
      this.turn += 1;
      this.decide(this.random.pick(PEOPLE), state.opened.caseId, decision);
      if (this.random.chance(0.3)) this.decide(this.random.pick(PEOPLE), state.opened.caseId, decision);
    }
  }

  private decide(person: string, caseId: string, decision: CaseDecision): void {
    const engine = this.engine();
    if (!engine) return;
    const command = new ResolveCase(
      person,
      `${person}-${this.turn}`,
      caseId,
      decision,
      'seen at the provider',
      [],
    );
    engine.resolveCase.execute(command).catch((error: unknown) => {
      if (!(error instanceof Fault)) this.bugs.push(`${person} saw ${String(error)}`);
    });
  }

  private *openCases(): Iterable<Extract<CaseState, { status: 'open' | 'proposed' }>> {
    const states = new Map<string, CaseState>();
    for (const { streamId, body } of this.store.log) {
      if (!streamId.startsWith('case-')) continue;
      const known = states.get(streamId) ?? caseDecider.initial;
      states.set(streamId, caseDecider.evolve(known, body as CaseEvent));
    }
    for (const state of states.values())
      if (state.status === 'open' || state.status === 'proposed') yield state;
  }

  /** undefined: the provider does not know yet either. */
  private decisionFor(opened: CaseOpened): CaseDecision | undefined {
    const { kind, payoutId } = opened;
    if (payoutId === null) return this.decisionForUnnamed(opened);
    if (kind === 'FEE_ABOVE_HOLD')
      return this.random.chance(0.5)
        ? { type: 'CHARGE_CUSTOMER', amountMinor: BigInt(this.random.between(1, 5)) }
        : { type: 'ACCEPT_EVIDENCE', payoutId: null };
    const state = this.stateOf(payoutId);
    if (state.status === 'none') return undefined;
    const payment = this.paymentOf(state);
    if (payment?.status === 'PROCESSING') return undefined;
    if (this.isReturnStillMissing(opened, state, payment)) return { type: 'ACCEPT_EVIDENCE', payoutId: null };
    if (payment?.status === 'COMPLETED') return this.paid(opened, state, payment);
    const isKnown = state.status === 'failed' || state.status === 'rejected';
    return isKnown && kind !== 'OUTCOME_UNKNOWN' ? { type: 'DISMISS' } : { type: 'MARK_FAILED' };
  }

  /** The provider knows which payment it spoke of. */
  private decisionForUnnamed(opened: CaseOpened): CaseDecision | undefined {
    const { cause } = opened;
    const reading = this.readingOf(cause.streamId, cause.eventId);
    const payment = this.providers
      .flatMap(({ payments }) => payments)
      .find(({ providerId }) => providerId === reading?.providerId);
    const asked = this.store.log.find(
      ({ body }) =>
        body.type === 'PayoutRequested' &&
        (body as Requested).data.provider === payment?.provider &&
        (body as Requested).data.externalReference === payment.externalReference,
    )?.body as Requested | undefined;
    if (!payment || !asked) return { type: 'DISMISS' };
    const { payoutId } = asked.data;
    const state = this.stateOf(payoutId);
    const { status } = state;
    if (reading?.report.kind === 'returned' && payment.returns.length > 0) {
      if (this.isReturnStillMissing(opened, state, payment)) return { type: 'ACCEPT_EVIDENCE', payoutId };
      // Money that came back was paid before. The saga learns that later.
      return status === 'submitted' || status === 'unknown' ? undefined : { type: 'DISMISS' };
    }
    if (reading?.report.kind !== payment.status.toLowerCase()) return { type: 'DISMISS' };
    const isWrong = status !== payment.status.toLowerCase() && status !== 'rejected';
    return isWrong ? { type: 'ACCEPT_EVIDENCE', payoutId } : { type: 'DISMISS' };
  }

  private paid({ kind }: CaseOpened, state: PayoutState, payment: Payment): CaseDecision {
    if (state.status === 'completed' && kind !== 'OUTCOME_UNKNOWN') return { type: 'DISMISS' };
    if (kind === 'OUTCOME_CONTRADICTED' && this.random.chance(0.5))
      return { type: 'ACCEPT_EVIDENCE', payoutId: null };
    const { endToEndId } = payment;
    return { type: 'MARK_PAID', feeAmountMinor: feeToName(state, payment), endToEndId };
  }

  /** Something came back, and the payout does not know: what the case was opened for says so. */
  private isReturnStillMissing(
    { cause, kind }: CaseOpened,
    state: PayoutState,
    payment: Payment | undefined,
  ): boolean {
    if (!payment || payment.returns.length === 0) return false;
    if (kind === 'OUTCOME_CONTRADICTED') return state.status === 'failed' && this.claims(cause.eventId);
    const returnName = this.returnNamedBy(cause.streamId, cause.eventId);
    if (returnName === undefined || state.status !== 'completed') return false;
    const returnId = derivedId('return', payment.provider, returnName);
    const isReal = payment.returns.some(made => made.returnName === returnName);
    return isReal && !state.returns.some(known => known.returnId === returnId);
  }

  private claims(eventId: string): boolean {
    const event = this.store.log.find(({ id }) => id === eventId)?.body as PayoutEvent | undefined;
    return event?.type === 'PayoutOutcomeContradicted' && event.data.claimed === 'RETURNED';
  }

  private returnNamedBy(streamId: string, eventId: string): string | undefined {
    const report = this.readingOf(streamId, eventId)?.report;
    return report?.kind === 'returned' ? report.returnName : undefined;
  }

  /** What the quarantined notification says. */
  private readingOf(streamId: string, eventId: string): ParsedNotification | undefined {
    const events = this.store.eventsOf(streamId);
    const verdict = events.find(({ id }) => id === eventId)?.body as NotificationEvent | undefined;
    if (verdict?.type !== 'NotificationQuarantined') return undefined;
    const received = events.find(({ id }) => id === verdict.data.receivedEventId)!.body
      .data as NotificationReceived;
    return readBody(received.provider, received.personal.rawBody);
  }

  private stateOf(payoutId: string): PayoutState {
    return this.store
      .eventsOf(`payout-${payoutId}`)
      .reduce((state, { body }) => payout.evolve(state, body as PayoutEvent), payout.initial);
  }

  private paymentOf(state: PayoutState): Payment | undefined {
    if (state.status === 'none') return undefined;
    const { provider, externalReference } = state.request;
    return this.providers.find(({ name }) => name === provider)?.paymentsOf(externalReference)[0];
  }
}
