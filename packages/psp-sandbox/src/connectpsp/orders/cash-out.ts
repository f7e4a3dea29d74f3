import { createHash } from 'node:crypto';
import { drawUnused } from '../../core/random-text';
import type { OrderIntake } from '../../simulation/order-intake';
import type { Answer, Request } from '../../http/http-server';
import type { State } from '../../simulation/state';
import { refuseCaller, refuseSignature } from './checks';
import type { Details, PayoutOrder } from './details';
import type { Settings } from '../options';
import { readOrder, type Order } from './order';
import { problem } from '../answers/problem';
import { acceptanceAnswer } from '../answers/dialect';
import { newInternalCode } from '../answers/view';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** POST /cash-out: the checks in the provider's order, then the scenario. */
export class CashOut {
  constructor(
    private readonly state: State<Details>,
    private readonly settings: Settings,
    private readonly intake: OrderIntake<Details>,
  ) {}

  async post(request: Request): Promise<Answer> {
    const key = request.header('x-idempotency-key') ?? '';
    this.intake.revokeTokens(request, key);
    const { credentials } = this.settings;
    const refusal =
      refuseCaller(request, this.state.tokens, credentials) ??
      refuseSignature(request, credentials) ??
      this.intake.refuseScenario(request);
    if (refusal) return refusal;
    const order = readOrder(request.body, this.settings);
    if (typeof order === 'string') return problem(400, 'VALIDATION_ERROR', order);
    if (!UUID_V4.test(key))
      return problem(400, 'INVALID_IDEMPOTENCY_KEY', 'X-Idempotency-Key must be a UUID v4.');
    const earlier = this.repeatedAnswer(key, order);
    if (earlier) return earlier;
    if (this.state.ledger.findByReference(order.externalReference))
      return problem(409, 'DUPLICATE_EXTERNAL_REFERENCE', 'The externalReference was used before.');
    return this.intake.takeOrder(this.payoutOrder(key, order), this.intake.scenarioOf(request, key));
  }

  /** The original answer to the same order under the same key. Returns undefined for a new or expired key. */
  private repeatedAnswer(key: string, order: Order): Promise<Answer> | Answer | undefined {
    const payout = this.state.ledger.findByKey(key);
    if (!payout) return undefined;
    const ageMs = this.settings.clock.now().getTime() - Date.parse(payout.requestedAt);
    if (ageMs >= this.settings.keyLifeMs) return undefined;
    const detail = 'The X-Idempotency-Key was used for another body.';
    if (payout.details.requestHash !== this.hashOf(order))
      return problem(this.settings.keyReusedStatus, 'IDEMPOTENCY_KEY_REUSED', detail);
    return this.state.flushed().then(() => acceptanceAnswer(payout));
  }

  private payoutOrder(key: string, order: Order): PayoutOrder {
    const { externalReference: reference, amountMinor, description, webhookUrl, payee } = order;
    return {
      id: this.unusedInternalCode(),
      alias: this.settings.random.uuid(),
      key,
      reference,
      amountMinor,
      details: { requestHash: this.hashOf(order), description, webhookUrl, payee },
    };
  }

  private unusedInternalCode(): string {
    const { ledger, below } = this.state;
    return drawUnused(
      () => newInternalCode(below),
      code => ledger.find(code) !== undefined,
    );
  }

  private hashOf(order: Order): string {
    const webhookUrl = this.settings.webhookUrlIsPartOfTheKey ? order.webhookUrl : null;
    const text = JSON.stringify({ ...order, webhookUrl, amountMinor: order.amountMinor.toString() });
    return createHash('sha256').update(text).digest('hex');
  }
}
