import { objectIn } from '../../http/json-answers';
import type { OrderIntake } from '../../simulation/order-intake';
import type { Answer, Request } from '../../http/http-server';
import type { State } from '../../simulation/state';
import { digits, drawUnused } from '../../core/random-text';
import { refuseCaller } from './checks';
import type { Details, PaymentOrder } from './details';
import type { Settings } from '../options';
import { readKeyOrder, readQrCodeOrder, type Order } from './order';
import { problem } from '../answers/problem';

/** POST cash-out by PIX key and by QR code. It checks token, scenario name, body, externalId, scenario and funds, in this order. */
export class CashOut {
  constructor(
    private readonly state: State<Details>,
    private readonly settings: Settings,
    private readonly intake: OrderIntake<Details>,
  ) {}

  async post(request: Request, by: 'key' | 'qr-code'): Promise<Answer> {
    this.intake.revokeTokens(request, String(objectIn(request.body)?.externalId));
    const refusal = refuseCaller(request, this.state.tokens) ?? this.intake.refuseScenario(request);
    if (refusal) return refusal;
    const read = by === 'key' ? readKeyOrder : readQrCodeOrder;
    const order = read(request.body, this.settings.strict);
    if (typeof order === 'string') return problem(400, order);
    const used = this.state.ledger.findByReference(order.externalId) !== undefined;
    const { usedExternalId } = this.settings;
    if (used && (by === 'qr-code' || usedExternalId === 'conflict'))
      return problem(409, 'externalId already used in another transaction');
    const duplicate = used && usedExternalId === 'error-hook';
    const scenario = duplicate
      ? this.state.scenarios.parse('error:duplicate-id')
      : this.intake.scenarioOf(request, order.externalId);
    return this.intake.takeOrder(this.paymentOrder(order), scenario ?? { name: 'success' });
  }

  private paymentOrder({ externalId: reference, amountMinor, ...details }: Order): PaymentOrder {
    return { id: newTransactionId(this.state), alias: null, key: null, reference, amountMinor, details };
  }
}

/** A random number as text. A counter would repeat ids after a simulator without a journal file restarts. */
export function newTransactionId({ ledger, below }: State<Details>): string {
  return drawUnused(
    () => `1${digits(9, below)}`,
    id => (ledger.find(id) ?? ledger.findReturn(id)) !== undefined,
  );
}
