import { json, objectIn } from '../http/json-answers';
import { amountOf, readBody } from '../http/body-fields';
import type { Answer, Request } from '../http/http-server';
import { OUTAGES } from './outage';
import { durationMsOf } from '../scenarios/scenario-parameters';
import type { PaymentSettlement } from '../ledger/payment-settlement';
import type { State } from './state';

/** The path prefix of the simulator's own routes. An outage does not close them. */
export const SIMULATOR_PREFIX = '/sandbox/';

/** Routes that only a simulator has: they show its records and control it. They need no authorisation. */
export class SimulatorRoutes<Details> {
  constructor(
    private readonly state: State<Details>,
    private readonly settlement: PaymentSettlement<Details>,
    private readonly memory: { records(): readonly object[]; deliveries(): readonly object[] },
  ) {}

  async handle({ method, path, body }: Request): Promise<Answer> {
    switch (`${method} ${path}`) {
      case 'GET /sandbox/records':
        return json({ records: this.memory.records() });
      case 'GET /sandbox/deliveries':
        return json({ deliveries: this.memory.deliveries() });
      case 'PUT /sandbox/scenario':
        return this.setScenario(objectIn(body));
      case 'PUT /sandbox/outage':
        return this.beginOutage(objectIn(body));
      case 'DELETE /sandbox/outage':
        await this.state.outage.end();
        return json({ outage: null });
      case 'POST /sandbox/returns':
        return this.returnMoney(body);
      default:
        return refusal(404, 'There is no such resource.');
    }
  }

  private setScenario(given: ReturnType<typeof objectIn>): Answer {
    const times = given?.times === undefined ? Infinity : Number(given.times);
    if (this.state.defaultScenario.set(String(given?.name), times)) return json({ name: given?.name });
    return refusal(400, 'name must be a scenario and times, if given, at least 1.');
  }

  private async beginOutage(given: ReturnType<typeof objectIn>): Promise<Answer> {
    const kind = OUTAGES.find(one => one === (given?.kind ?? 'reset'));
    const forMs = typeof given?.for === 'string' ? durationMsOf(given.for) : null;
    if (!kind || forMs === undefined)
      return refusal(400, `kind is one of ${OUTAGES.join(', ')}, for like 30s.`);
    if (kind === 'refused' && forMs === null)
      return refusal(400, 'A port nobody listens at can not be told to open: refused takes for.');
    // The port must stay open until this answer has left.
    const begin = () => this.state.outage.begin(kind, forMs);
    if (kind === 'refused') return { ...json({ outage: kind }), afterwards: begin };
    await begin();
    return json({ outage: kind });
  }

  private async returnMoney(text: string): Promise<Answer> {
    const wanted = readBody(text, ({ id, amount }) => ({
      id: String(id),
      amountMinor: amount === undefined ? undefined : amountOf(amount, 'amount'),
    }));
    if (typeof wanted === 'string') return refusal(400, wanted);
    const payment = this.state.ledger.findByAnyName(wanted.id);
    if (!payment) return refusal(404, 'id names no payment.');
    if (!(await this.settlement.returnMoney(payment, wanted.amountMinor ?? payment.amountMinor)))
      return refusal(409, 'It was not paid, or nothing of it is left to come back.');
    this.settlement.follow(payment);
    return json({ returned: payment.returns.at(-1)?.endToEndId }, 201);
  }
}

const refusal = (status: number, detail: string): Answer => json({ status, detail }, status);
