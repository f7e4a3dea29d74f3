import type { Answer, Request, HttpAnswer } from '../http/http-server';
import type { Notifier } from '../notifications/notifier';
import type { Order, Payment } from '../ledger/payment';
import { isOnce, withoutInstead, type Instead, type Scenario } from '../scenarios/scenario';
import { requestedScenario } from '../scenarios/scenario-choice';
import type { PaymentSettlement } from '../ledger/payment-settlement';
import type { State } from './state';
import { bearerOf } from '../http/tokens';

/** The scenario `wrong-fee` charges this above the fee, in centavos. */
const UNEXPECTED_FEE_MINOR = 5n;

/** The answers of one provider to orders. */
export interface ProviderDialect<Details> {
  /** The field of the request body with the amount. */
  readonly amountField: string;
  problem(status: number, code: string, detail: string): HttpAnswer;
  noFunds(): HttpAnswer;
  accepted(payment: Payment<Details>): HttpAnswer;
}

/** Takes valid orders and does what their scenarios say. */
export class OrderIntake<Details> {
  constructor(
    private readonly state: State<Details>,
    private readonly settlement: PaymentSettlement<Details>,
    private readonly notifier: Notifier<Details>,
    private readonly dialect: ProviderDialect<Details>,
  ) {}

  /** Revokes the order's token, or all tokens, if its scenario says so. Call it before every check of the order. */
  revokeTokens(request: Request, orderName: string): void {
    const { tokens, defaultScenario, scenarios, oncePerOrder } = this.state;
    const name = this.nameIn(request);
    const scenario = name === undefined ? defaultScenario.peek() : scenarios.parse(name);
    const kind = scenario?.instead?.kind;
    if (kind !== 'expire-token' && kind !== 'revoke-tokens') return;
    if (name === undefined) defaultScenario.take();
    else if (!oncePerOrder.isFirst(`${name} ${orderName}`)) return;
    if (kind === 'revoke-tokens') tokens.revokeAll();
    tokens.revoke(bearerOf(request));
  }

  refuseScenario(request: Request): Answer | undefined {
    const name = this.nameIn(request);
    if (name === undefined || this.state.scenarios.parse(name)) return undefined;
    const detail = `There is no sandbox scenario ${name.slice(0, 80)}.`;
    return this.dialect.problem(400, 'UNKNOWN_SCENARIO', detail);
  }

  /** The scenario of a new order. A once-per-order scenario happens to the first order with that name only. */
  scenarioOf(request: Request, orderName: string): Scenario {
    const name = this.nameIn(request);
    const { scenarios, defaultScenario, oncePerOrder } = this.state;
    const scenario = name === undefined ? undefined : scenarios.parse(name);
    if (!scenario) return defaultScenario.take();
    return isOnce(scenario) && !oncePerOrder.isFirst(`${name} ${orderName}`)
      ? withoutInstead(scenario)
      : scenario;
  }

  async takeOrder(order: Omit<Order<Details>, 'feeMinor'>, scenario: Scenario): Promise<Answer> {
    const refusal = scenario.instead && (await this.answerInstead(scenario.instead));
    if (refusal) return refusal;
    const { ledger, settings } = this.state;
    const feeMinor = settings.feeMinor + (scenario.overcharged ? UNEXPECTED_FEE_MINOR : 0n);
    if (ledger.freeMinor < order.amountMinor + feeMinor) return this.dialect.noFunds();
    const payment = await this.accept({ ...order, feeMinor }, scenario);
    if (scenario.answer?.kind === 'after-hook') {
      await this.settlement.settle(payment);
      await this.notifier.attempt(payment, NEVER);
    }
    this.settlement.follow(payment);
    return this.answer(payment);
  }

  private async answerInstead(instead: Instead): Promise<Answer | undefined> {
    switch (instead.kind) {
      case 'refuse':
        return this.dialect.problem(instead.status, instead.code, `Refused by the scenario ${instead.code}.`);
      case 'rate-limit':
        return {
          ...this.dialect.problem(429, 'RATE_LIMITED', 'Too many requests.'),
          headers: { 'Retry-After': String(instead.retryAfterS) },
        };
      case 'no-funds':
        return this.dialect.noFunds();
      case 'error':
        return this.internalError();
      case 'outage':
        await this.state.outage.begin('reset', instead.forMs);
        return 'cut';
      case 'cut':
        return 'cut';
      default:
        return undefined;
    }
  }

  private async accept(order: Order<Details>, scenario: Scenario): Promise<Payment<Details>> {
    const now = this.state.settings.clock.now();
    await this.state.record({
      type: 'accepted',
      at: now.toISOString(),
      ...order,
      amountMinor: order.amountMinor.toString(),
      feeMinor: order.feeMinor.toString(),
      scenario: scenario.name,
      settleAt: new Date(now.getTime() + this.settleAfterMs(scenario)).toISOString(),
    });
    return this.state.ledger.requireById(order.id);
  }

  private answer(payment: Payment<Details>): Answer {
    const { answer } = payment.scenario;
    const accepted = this.dialect.accepted(payment);
    switch (answer?.kind) {
      case 'cut':
        return 'cut';
      case 'error':
        return this.internalError();
      case 'cut-in-body':
        return { ...accepted, interruption: { at: 'body', forMs: 'cut' } };
      case 'slow-headers':
        return { ...accepted, interruption: { at: 'headers', forMs: answer.ms } };
      case 'slow-body':
        return { ...accepted, interruption: { at: 'body', forMs: answer.ms } };
      default:
        return accepted;
    }
  }

  private settleAfterMs({ settleAfterMs }: Scenario): number {
    const { settings } = this.state;
    const ms = settleAfterMs === 'long' ? settings.longSettleAfterMs : settleAfterMs;
    return (ms ?? settings.settleAfterMs) / settings.clockSpeed;
  }

  private nameIn(request: Request): string | undefined {
    const { settings, scenarios } = this.state;
    return requestedScenario(request, this.dialect.amountField, settings.amounts ? scenarios.table : null);
  }

  private readonly internalError = (): Answer =>
    this.dialect.problem(500, 'INTERNAL_ERROR', 'An unexpected error occurred.');
}

const NEVER = new AbortController().signal;
