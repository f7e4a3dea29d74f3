import { createHash } from 'node:crypto';
import type { Answer, Request } from '../http-door';
import { scenarioInBody, scenarioInDescription } from '../scenarios';
import { bearerOf } from '../tokens';
import type { SandboxPayout } from './book';
import { refuseCaller, refuseSignature } from './checks';
import type { Notifier } from './notifier';
import { readOrder, type Order } from './order';
import { problem } from './problem';
import { parseScenario, type Scenario } from './scenario';
import type { Settlement } from './settlement';
import type { State } from './state';
import { acceptanceView, newInternalCode } from './view';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** POST /cash-out: the checks in the provider's order, then the scenario, then the acceptance. */
export class CashOut {
  constructor(
    private readonly state: State,
    private readonly settlement: Settlement,
    private readonly notifier: Notifier,
  ) {}

  async post(request: Request): Promise<Answer> {
    const refusal = this.refuseCall(request);
    if (refusal) return refusal;
    const order = readOrder(request.body, this.state.settings);
    if (typeof order === 'string') return problem(400, 'VALIDATION_ERROR', order);
    const key = request.header('x-idempotency-key') ?? '';
    if (!UUID_V4.test(key))
      return problem(400, 'INVALID_IDEMPOTENCY_KEY', 'X-Idempotency-Key must be a UUID v4.');
    const earlier = this.answerAgain(key, order);
    if (earlier) return earlier;
    if (this.state.book.underReference(order.externalReference))
      return problem(409, 'DUPLICATE_EXTERNAL_REFERENCE', 'The externalReference was used before.');
    return this.decide(key, order, this.takeScenario(request, order, key));
  }

  private refuseCall(request: Request): Answer | undefined {
    const { tokens, credentials } = this.state;
    this.expireToken(request);
    const refusal = refuseCaller(request, tokens, credentials) ?? refuseSignature(request, credentials);
    if (refusal) return refusal;
    const name = request.header('x-sandbox-scenario') ?? scenarioInBody(request.body);
    if (name === undefined || parseScenario(name)) return undefined;
    return problem(400, 'UNKNOWN_SCENARIO', `There is no scenario ${name.slice(0, 80)}.`);
  }

  /** The scenario token-expired comes before every check: the token it came with is good no more. */
  private expireToken(request: Request): void {
    const named = request.header('x-sandbox-scenario') ?? scenarioInBody(request.body);
    const isNamed =
      named === 'token-expired' &&
      this.state.happenings.isFirst(`${named} ${request.header('x-idempotency-key')}`);
    const isDefault = named === undefined && this.state.defaultScenario.peek().kind === 'token-expired';
    if (isDefault) this.state.defaultScenario.take();
    if (isNamed || isDefault) this.state.tokens.revoke(bearerOf(request));
  }

  /** The original answer to the same order under the same key. Undefined for a key that is new, or forgotten by now. */
  private answerAgain(key: string, order: Order): Promise<Answer> | Answer | undefined {
    const { book, settings } = this.state;
    const payout = book.underKey(key);
    if (!payout) return undefined;
    if (settings.clock.now().getTime() - Date.parse(payout.requestedAt) >= settings.keyLifeMs)
      return undefined;
    if (payout.requestHash !== this.hashOf(order))
      return problem(409, 'IDEMPOTENCY_KEY_REUSED', 'The X-Idempotency-Key was used for another body.');
    return this.acceptance(payout);
  }

  private takeScenario(request: Request, order: Order, key: string): Scenario {
    const name = request.header('x-sandbox-scenario') ?? scenarioInDescription(order.description);
    const scenario =
      (name === undefined ? undefined : parseScenario(name)) ?? this.state.defaultScenario.take();
    const isRepeat =
      name !== undefined &&
      scenario.kind === '500-before-accept' &&
      !this.state.happenings.isFirst(`${name} ${key}`);
    return isRepeat ? { kind: 'complete' } : scenario;
  }

  private async decide(key: string, order: Order, scenario: Scenario): Promise<Answer> {
    if (scenario.kind === '500-before-accept') return INTERNAL_ERROR;
    if (scenario.kind === 'refuse')
      return problem(scenario.status, scenario.code, `Refused by the scenario ${scenario.code}.`);
    if (scenario.kind === 'insufficient-funds' || this.state.book.transactionalMinor < order.amountMinor)
      return problem(422, 'INSUFFICIENT_FUNDS', 'The transactional balance is too low.');
    const payout = await this.accept(key, order, scenario);
    if (scenario.kind === 'hook-before-response') {
      await this.settlement.settle(payout);
      await this.notifier.attempt(payout, NEVER);
    }
    this.settlement.follow(payout);
    if (scenario.kind === 'drop-response-after-accept') return 'cut';
    return scenario.kind === '500-after-accept' ? INTERNAL_ERROR : this.acceptance(payout);
  }

  private accept(key: string, order: Order, scenario: Scenario): Promise<SandboxPayout> {
    const { random, clock } = this.state.settings;
    const now = clock.now();
    const { amountMinor, ...rest } = order;
    return this.state.record({
      type: 'accepted',
      at: now.toISOString(),
      internalCode: this.freshCode(),
      transactionId: random.uuid(),
      idempotencyKey: key,
      requestHash: this.hashOf(order),
      ...rest,
      amountMinor: amountMinor.toString(),
      scenario,
      settleAt: new Date(now.getTime() + this.settleAfterMs(scenario)).toISOString(),
    });
  }

  private async acceptance(payout: SandboxPayout): Promise<Answer> {
    await this.state.flushed();
    return { status: 202, type: 'application/json', body: acceptanceView(payout) };
  }

  private settleAfterMs(scenario: Scenario): number {
    const { settleAfterMs, longSettleAfterMs } = this.state.settings;
    return scenario.kind === 'delay' ? (scenario.ms ?? longSettleAfterMs) : settleAfterMs;
  }

  private freshCode(): string {
    const draw = () => newInternalCode(limit => this.state.settings.random.below(limit));
    let code = draw();
    while (this.state.book.find(code)) code = draw();
    return code;
  }

  private hashOf(order: Order): string {
    const { webhookUrlIsPartOfTheKey } = this.state.settings;
    const webhookUrl = webhookUrlIsPartOfTheKey ? order.webhookUrl : null;
    const text = JSON.stringify({ ...order, webhookUrl, amountMinor: order.amountMinor.toString() });
    return createHash('sha256').update(text).digest('hex');
  }
}

const NEVER = new AbortController().signal;
const INTERNAL_ERROR = problem(500, 'INTERNAL_ERROR', 'An unexpected error occurred.');
