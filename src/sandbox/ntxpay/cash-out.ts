import { json, objectIn } from '../answers';
import type { Answer, Request } from '../http-door';
import { scenarioInBody } from '../scenarios';
import { digits } from '../text';
import { bearerOf } from '../tokens';
import type { SandboxPayment } from './book';
import { refuseCaller } from './checks';
import type { Notifier } from './notifier';
import { readKeyOrder, readQrCodeOrder, type Order } from './order';
import { problem } from './problem';
import { parseScenario, type Scenario } from './scenario';
import type { Settlement } from './settlement';
import type { State } from './state';
import { acceptanceView } from './view';

/** A fee nobody was told of, in centavos. */
const UNEXPECTED_FEE_MINOR = 5n;

/** POST cash-out, by PIX key and by QR code: token, scenario name, body, externalId, scenario, funds, acceptance. */
export class CashOut {
  constructor(
    private readonly state: State,
    private readonly settlement: Settlement,
    private readonly notifier: Notifier,
  ) {}

  async post(request: Request, by: 'key' | 'qr-code'): Promise<Answer> {
    this.expireToken(request);
    const refusal = refuseCaller(request, this.state.tokens) ?? refuseScenario(request);
    if (refusal) return refusal;
    const order = by === 'key' ? readKeyOrder(request.body) : readQrCodeOrder(request.body);
    if (typeof order === 'string') return problem(400, order);
    const used = this.state.book.underExternalId(order.externalId) !== undefined;
    const { usedExternalId } = this.state.settings;
    if (used && (by === 'qr-code' || usedExternalId === 'conflict'))
      return problem(409, 'externalId already used in another transaction');
    if (used && usedExternalId === 'error-hook') return this.decide(order, DUPLICATE);
    return this.decide(order, this.takeScenario(request, order));
  }

  /** The scenario token-expired comes before every check: the token it came with is good no more. */
  private expireToken(request: Request): void {
    const { happenings, defaultScenario, tokens } = this.state;
    const named = scenarioNamed(request);
    const once = `${named} ${String(objectIn(request.body)?.externalId)}`;
    const isNamed = named === 'token-expired' && happenings.isFirst(once);
    const isDefault = named === undefined && defaultScenario.peek().kind === 'token-expired';
    if (isDefault) defaultScenario.take();
    if (isNamed || isDefault) tokens.revoke(bearerOf(request));
  }

  private takeScenario(request: Request, { externalId }: Order): Scenario {
    const name = scenarioNamed(request);
    const scenario =
      (name === undefined ? undefined : parseScenario(name)) ?? this.state.defaultScenario.take();
    const isRepeat =
      name !== undefined &&
      scenario.kind === '500-before-accept' &&
      !this.state.happenings.isFirst(`${name} ${externalId}`);
    return isRepeat ? { kind: 'success' } : scenario;
  }

  private async decide(order: Order, scenario: Scenario): Promise<Answer> {
    if (scenario.kind === '500-before-accept') return INTERNAL_ERROR;
    if (scenario.kind === 'refuse')
      return problem(scenario.status, `Refused by the scenario ${scenario.code}.`, scenario.code);
    const feeMinor = this.feeOf(scenario);
    if (scenario.kind === 'insufficient-funds' || this.state.book.netMinor < order.amountMinor + feeMinor)
      return problem(400, 'Saldo insuficiente');
    const payment = await this.accept(order, feeMinor, scenario);
    if (scenario.kind === 'hook-before-response') {
      await this.settlement.settle(payment);
      await this.notifier.attempt(payment, NEVER);
    }
    this.settlement.follow(payment);
    if (scenario.kind === 'drop-response-after-accept') return 'cut';
    return scenario.kind === '500-after-accept' ? INTERNAL_ERROR : json(acceptanceView(payment), 201);
  }

  private async accept(order: Order, feeMinor: bigint, scenario: Scenario): Promise<SandboxPayment> {
    const now = this.state.settings.clock.now();
    const transactionId = this.freshId();
    const { amountMinor, ...rest } = order;
    await this.state.record({
      type: 'accepted',
      at: now.toISOString(),
      transactionId,
      ...rest,
      amountMinor: amountMinor.toString(),
      feeMinor: feeMinor.toString(),
      scenario,
      settleAt: new Date(now.getTime() + this.settleAfterMs(scenario)).toISOString(),
    });
    const payment = this.state.book.find(transactionId);
    if (!payment) throw new Error('A payment that was recorded is in the book');
    return payment;
  }

  private feeOf(scenario: Scenario): bigint {
    const { feeMinor } = this.state.settings;
    return scenario.kind === 'wrong-fee' ? feeMinor + UNEXPECTED_FEE_MINOR : feeMinor;
  }

  private settleAfterMs(scenario: Scenario): number {
    const { settleAfterMs, longSettleAfterMs } = this.state.settings;
    return scenario.kind === 'delay' ? (scenario.ms ?? longSettleAfterMs) : settleAfterMs;
  }

  /** A number as text. Drawn, not counted: a sandbox that forgot must not give an id out twice. */
  private freshId(): string {
    const draw = () => `1${digits(9, this.state.below)}`;
    let id = draw();
    while (this.state.book.find(id)) id = draw();
    return id;
  }
}

const NEVER = new AbortController().signal;
const DUPLICATE: Scenario = { kind: 'error', code: 'DUPLICATE_ID' };
const INTERNAL_ERROR = problem(500, 'Error processing PIX payment');

const scenarioNamed = (request: Request): string | undefined =>
  request.header('x-sandbox-scenario') ?? scenarioInBody(request.body);

function refuseScenario(request: Request): Answer | undefined {
  const name = scenarioNamed(request);
  if (name === undefined || parseScenario(name)) return undefined;
  return problem(400, `There is no sandbox scenario ${name.slice(0, 80)}.`, 'UNKNOWN_SCENARIO');
}
