import type { Answer, Request, Spoken } from '../http/http-server';
import type { Notifier } from '../notifications/notifier';
import type { Order, Payment } from '../ledger/payment';
import { isOnce, taken, type Instead, type Scenario } from '../scenarios/scenario';
import { scenarioNamed } from '../scenarios/scenario-choice';
import type { Settlement } from '../ledger/payment-settlement';
import type { State } from './state';
import { bearerOf } from '../http/tokens';

/** A fee nobody was told of, in centavos. */
const UNEXPECTED_FEE_MINOR = 5n;

/** How one provider speaks of orders. */
export interface Speech<Details> {
  /** The body's field that holds the amount. */
  readonly amountField: string;
  problem(status: number, code: string, detail: string): Spoken;
  noFunds(): Spoken;
  accepted(payment: Payment<Details>): Spoken;
}

/** Takes orders that a provider found in order, as their scenarios will have it. */
export class Desk<Details> {
  constructor(
    private readonly state: State<Details>,
    private readonly settlement: Settlement<Details>,
    private readonly notifier: Notifier<Details>,
    private readonly speech: Speech<Details>,
  ) {}

  /** The scenarios of tokens come before every check: what the order came with, or all there are, is good no more. */
  spoilTokens(request: Request, orderName: string): void {
    const { tokens, defaultScenario, scenarios, happenings } = this.state;
    const name = this.nameIn(request);
    const scenario = name === undefined ? defaultScenario.peek() : scenarios.parse(name);
    const kind = scenario?.instead?.kind;
    if (kind !== 'expire-token' && kind !== 'revoke-tokens') return;
    if (name === undefined) defaultScenario.take();
    else if (!happenings.isFirst(`${name} ${orderName}`)) return;
    if (kind === 'revoke-tokens') tokens.revokeAll();
    tokens.revoke(bearerOf(request));
  }

  refuseScenario(request: Request): Answer | undefined {
    const name = this.nameIn(request);
    if (name === undefined || this.state.scenarios.parse(name)) return undefined;
    const detail = `There is no sandbox scenario ${name.slice(0, 80)}.`;
    return this.speech.problem(400, 'UNKNOWN_SCENARIO', detail);
  }

  /** The scenario of a new order. What happens once happens to the first order of that name. */
  scenarioOf(request: Request, orderName: string): Scenario {
    const name = this.nameIn(request);
    const { scenarios, defaultScenario, happenings } = this.state;
    const scenario = name === undefined ? undefined : scenarios.parse(name);
    if (!scenario) return defaultScenario.take();
    return isOnce(scenario) && !happenings.isFirst(`${name} ${orderName}`) ? taken(scenario) : scenario;
  }

  async decide(order: Omit<Order<Details>, 'feeMinor'>, scenario: Scenario): Promise<Answer> {
    const refusal = scenario.instead && (await this.instead(scenario.instead));
    if (refusal) return refusal;
    const { book, settings } = this.state;
    const feeMinor = settings.feeMinor + (scenario.overcharged ? UNEXPECTED_FEE_MINOR : 0n);
    if (book.freeMinor < order.amountMinor + feeMinor) return this.speech.noFunds();
    const payment = await this.accept({ ...order, feeMinor }, scenario);
    if (scenario.answer?.kind === 'after-hook') {
      await this.settlement.settle(payment);
      await this.notifier.attempt(payment, NEVER);
    }
    this.settlement.follow(payment);
    return this.answer(payment);
  }

  private async instead(instead: Instead): Promise<Answer | undefined> {
    switch (instead.kind) {
      case 'refuse':
        return this.speech.problem(instead.status, instead.code, `Refused by the scenario ${instead.code}.`);
      case 'rate-limit':
        return {
          ...this.speech.problem(429, 'RATE_LIMITED', 'Too many requests.'),
          headers: { 'Retry-After': String(instead.retryAfterS) },
        };
      case 'no-funds':
        return this.speech.noFunds();
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
    return this.state.book.named(order.id);
  }

  private answer(payment: Payment<Details>): Answer {
    const { answer } = payment.scenario;
    const accepted = this.speech.accepted(payment);
    switch (answer?.kind) {
      case 'cut':
        return 'cut';
      case 'error':
        return this.internalError();
      case 'cut-in-body':
        return { ...accepted, falters: { at: 'body', forMs: 'cut' } };
      case 'slow-headers':
        return { ...accepted, falters: { at: 'headers', forMs: answer.ms } };
      case 'slow-body':
        return { ...accepted, falters: { at: 'body', forMs: answer.ms } };
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
    return scenarioNamed(request, this.speech.amountField, settings.amounts ? scenarios.table : null);
  }

  private readonly internalError = (): Answer =>
    this.speech.problem(500, 'INTERNAL_ERROR', 'An unexpected error occurred.');
}

const NEVER = new AbortController().signal;
