import { objectIn } from '../../http/json-answers';
import type { Desk } from '../../simulation/order-intake';
import type { Answer, Request } from '../../http/http-server';
import type { State } from '../../simulation/state';
import { digits } from '../../core/random-text';
import { refuseCaller } from './checks';
import type { Details, PaymentOrder } from './details';
import type { Settings } from '../options';
import { readKeyOrder, readQrCodeOrder, type Order } from './order';
import { problem } from '../answers/problem';

/** POST cash-out, by PIX key and by QR code: token, scenario name, body, externalId, scenario, funds, acceptance. */
export class CashOut {
  constructor(
    private readonly state: State<Details>,
    private readonly settings: Settings,
    private readonly desk: Desk<Details>,
  ) {}

  async post(request: Request, by: 'key' | 'qr-code'): Promise<Answer> {
    this.desk.spoilTokens(request, String(objectIn(request.body)?.externalId));
    const refusal = refuseCaller(request, this.state.tokens) ?? this.desk.refuseScenario(request);
    if (refusal) return refusal;
    const read = by === 'key' ? readKeyOrder : readQrCodeOrder;
    const order = read(request.body, this.settings.strict);
    if (typeof order === 'string') return problem(400, order);
    const used = this.state.book.underReference(order.externalId) !== undefined;
    const { usedExternalId } = this.settings;
    if (used && (by === 'qr-code' || usedExternalId === 'conflict'))
      return problem(409, 'externalId already used in another transaction');
    const duplicate = used && usedExternalId === 'error-hook';
    const scenario = duplicate
      ? this.state.scenarios.parse('error:duplicate-id')
      : this.desk.scenarioOf(request, order.externalId);
    return this.desk.decide(this.paymentOrder(order), scenario ?? { name: 'success' });
  }

  private paymentOrder({ externalId: reference, amountMinor, ...details }: Order): PaymentOrder {
    return { id: freshId(this.state), alias: null, key: null, reference, amountMinor, details };
  }
}

/** A number as text. Drawn, not counted: a sandbox that forgot must not give an id out twice. */
export function freshId({ book, below }: State<Details>): string {
  const draw = () => `1${digits(9, below)}`;
  let id = draw();
  while (book.find(id) ?? book.returnNamed(id)) id = draw();
  return id;
}
