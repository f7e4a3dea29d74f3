import { json, objectIn } from '../http/json-answers';
import { amountOf, readBody } from '../http/body-fields';
import type { Answer, Request } from '../http/http-server';
import { OUTAGES } from './outage';
import { durationMsOf } from '../scenarios/scenario-parameters';
import type { Settlement } from '../ledger/payment-settlement';
import type { State } from './state';

/** Where they begin; no outage closes them. */
export const SIMULATOR_PREFIX = '/sandbox/';

/** What only a simulator has: a look at its memory, and switches. No authorisation. */
export class SimulatorRoutes<Details> {
  constructor(
    private readonly state: State<Details>,
    private readonly settlement: Settlement<Details>,
    private readonly memory: { records(): readonly object[]; deliveries(): readonly object[] },
  ) {}

  async handle({ method, path, body }: Request): Promise<Answer> {
    switch (`${method} ${path}`) {
      case 'GET /sandbox/records':
        return json({ records: this.memory.records() });
      case 'GET /sandbox/deliveries':
        return json({ deliveries: this.memory.deliveries() });
      case 'PUT /sandbox/scenario':
        return this.scenario(objectIn(body));
      case 'PUT /sandbox/outage':
        return this.beginOutage(objectIn(body));
      case 'DELETE /sandbox/outage':
        await this.state.outage.end();
        return json({ outage: null });
      case 'POST /sandbox/returns':
        return this.giveBack(body);
      default:
        return fault(404, 'There is no such resource.');
    }
  }

  private scenario(given: ReturnType<typeof objectIn>): Answer {
    const times = given?.times === undefined ? Infinity : Number(given.times);
    if (this.state.defaultScenario.set(String(given?.name), times)) return json({ name: given?.name });
    return fault(400, 'name must be a scenario and times, if given, at least 1.');
  }

  private async beginOutage(given: ReturnType<typeof objectIn>): Promise<Answer> {
    const kind = OUTAGES.find(one => one === (given?.kind ?? 'reset'));
    const forMs = typeof given?.for === 'string' ? durationMsOf(given.for) : null;
    if (!kind || forMs === undefined)
      return fault(400, `kind is one of ${OUTAGES.join(', ')}, for like 30s.`);
    if (kind === 'refused' && forMs === null)
      return fault(400, 'A port nobody listens at can not be told to open: refused takes for.');
    // The port closes only once this is answered.
    const begin = () => this.state.outage.begin(kind, forMs);
    if (kind === 'refused') return { ...json({ outage: kind }), afterwards: begin };
    await begin();
    return json({ outage: kind });
  }

  private async giveBack(text: string): Promise<Answer> {
    const wanted = readBody(text, ({ id, amount }) => ({
      id: String(id),
      amountMinor: amount === undefined ? undefined : amountOf(amount, 'amount'),
    }));
    if (typeof wanted === 'string') return fault(400, wanted);
    const payment = this.state.book.find(wanted.id) ?? this.state.book.underReference(wanted.id);
    if (!payment) return fault(404, 'id names no payment.');
    if (!(await this.settlement.giveBack(payment, wanted.amountMinor ?? payment.amountMinor)))
      return fault(409, 'It was not paid, or nothing of it is left to come back.');
    this.settlement.follow(payment);
    return json({ returned: payment.returns.at(-1)?.endToEndId }, 201);
  }
}

const fault = (status: number, detail: string): Answer => json({ status, detail }, status);
