import { answerHash } from '../../src/providers/answers/lossless-json';
import type {
  CallResult,
  Exchange,
  LookupResult,
  NotificationHeaders,
  ParsedNotification,
  PayoutOrder,
  Provider,
  PayoutReport,
  ReturnQuery,
  SubmissionOutcome,
} from '../../src/providers/port/provider';
import { Fault } from '../../src/shared/fault';
import type { Faults } from './faults';
import type { Life } from './life';
import type { SeededRandom } from './seeded-random';
import type { SimulatedProvider } from './simulated-provider';
import { readBody } from './simulated-reports';

type Silence = Extract<PayoutReport, { kind: 'unclear' }>;

const AWAY = Symbol('away');
const TOO_MANY = Symbol('too many');
const PAUSE_MS = 20_000;

/** One process's way to a provider, with everything that goes wrong on it. */
export class ProviderLink implements Provider {
  readonly currency = 'BRL';
  readonly lookUpOrder?: NonNullable<Provider['lookUpOrder']>;

  constructor(
    private readonly provider: SimulatedProvider,
    private readonly life: Life,
    private readonly random: SeededRandom,
    private readonly faults: () => Faults,
  ) {
    if (provider.name === 'ntxpay') this.lookUpOrder = order => this.findByReference(order);
  }

  get name() {
    return this.provider.name;
  }

  get notificationProof() {
    return this.name === 'connectpsp' ? ('content' as const) : ('sender' as const);
  }

  webhookUrl(): string {
    return `https://here.example/webhooks/${this.name}`;
  }

  async submit(order: PayoutOrder): Promise<CallResult<SubmissionOutcome>> {
    const method = 'POST';
    const lostAfter = this.random.chance(this.faults().answerLost);
    // A process that loses an order does not always know that the order never left.
    const sent = this.random.chance(0.5);
    const answer = await this.call(() => this.provider.accept(order), lostAfter);
    if (answer === AWAY) return down({ kind: 'unknown', reason: 'REFUSED', sent: false }, [], null);
    if (answer === TOO_MANY)
      return down({ kind: 'unknown', reason: '429', sent: true }, [exchange(method, 429, null)], PAUSE_MS);
    if (answer === undefined)
      return down({ kind: 'unknown', reason: 'TIMEOUT', sent: true }, [exchange(method, null, null)], null);
    if (answer === 'never')
      return sent
        ? down({ kind: 'unknown', reason: 'TIMEOUT', sent }, [exchange(method, null, null)], null)
        : down({ kind: 'unknown', reason: 'TIMEOUT', sent }, [], null);
    const text = 'answerHash' in answer ? answer.answerHash : answer.reason;
    const exchanges = [exchange(method, 'answerHash' in answer ? 200 : Number(answer.reason), text)];
    return answer.kind === 'unknown' && answer.reason === '500'
      ? down(answer, exchanges, null)
      : up(hashed(answer), exchanges);
  }

  async pollPayout(question: {
    providerId: string | null;
    externalReference: string;
  }): Promise<CallResult<PayoutReport>> {
    if (this.name === 'connectpsp' && question.providerId === null)
      return up(this.provider.report(question), []);
    return this.asked(() => this.provider.report(question), question.externalReference);
  }

  /** By every way of asking: each has an answer of its own. */
  private async findByReference(order: PayoutOrder): Promise<CallResult<LookupResult>> {
    return this.asked(() => this.provider.find(order), order.externalReference);
  }

  private async asked<Outcome extends PayoutReport | LookupResult>(
    look: () => Outcome,
    about: string,
  ): Promise<CallResult<Outcome | Silence>> {
    const answer = await this.call(look, false);
    const silence: Silence = { kind: 'unclear', reason: 'TIMEOUT', needsPerson: false };
    if (answer === AWAY) return down(silence, [], null);
    if (answer === TOO_MANY) return down(silence, [exchange('GET', 429, null)], PAUSE_MS);
    if (answer === undefined || answer === 'never') return down(silence, [exchange('GET', null, null)], null);
    const text = 'answerHash' in answer ? answer.answerHash : `${about}:${answer.kind}`;
    return up(hashed(answer), [exchange('GET', 200, text)]);
  }

  /** As an adapter does: an answer about a return of another payment is none. */
  async pollReturn({ returnName, payment }: ReturnQuery): Promise<CallResult<PayoutReport>> {
    const look = (): PayoutReport => {
      const report = this.provider.reportReturn(returnName);
      const isOther = report.kind === 'returned' && report.externalReference !== payment.externalReference;
      return isOther ? { kind: 'unclear', reason: 'a return of another payment', needsPerson: true } : report;
    };
    return this.asked(look, returnName);
  }

  verifyNotification(_rawBody: Buffer, headers: NotificationHeaders): boolean {
    return headers['signature'] === 'genuine';
  }

  parseNotification(rawBody: string): ParsedNotification {
    return readBody(this.name, rawBody);
  }

  /** The answer; `never`: the provider did not get it; undefined: its answer was lost. */
  private async call<Value extends object>(
    effect: () => Value,
    lostAfter: boolean,
  ): Promise<Value | 'never' | typeof AWAY | typeof TOO_MANY | undefined> {
    const lostBefore = this.random.chance(this.faults().orderLost);
    const tooMany = this.random.chance(this.faults().tooMany);
    const answer = (): Value | typeof AWAY | typeof TOO_MANY => {
      if (this.provider.isAway()) return AWAY;
      return tooMany ? TOO_MANY : effect();
    };
    try {
      return await this.life.call(answer, { lostBefore, lostAfter }, lost, this.latency());
    } catch {
      return lostBefore ? 'never' : undefined;
    }
  }

  /** Some answers come after their notification. */
  private latency(): number {
    return this.random.pick([1, 50, 500, 8_000]);
  }
}

const lost = (): Fault => new Fault('provider', 'The simulated provider did not answer');

/** In this world an outcome comes with the text of its answer, whose hash it is to be known by. */
function hashed<Outcome extends SubmissionOutcome | PayoutReport | LookupResult>(outcome: Outcome): Outcome {
  if (!('answerHash' in outcome)) return outcome;
  const own = { ...outcome, answerHash: answerHash(outcome.answerHash) };
  if (!('completion' in own) || !own.completion) return own;
  return { ...own, completion: { ...own.completion, answerHash: own.answerHash } };
}

const exchange = (method: string, status: number | null, answerBody: string | null): Exchange => ({
  method,
  path: '/simulated',
  requestBody: null,
  status,
  answerBody,
  answerHash: answerBody === null ? null : answerHash(answerBody),
  fault: status === null ? 'TIMEOUT' : null,
});

const up = <Outcome>(outcome: Outcome, exchanges: readonly Exchange[]): CallResult<Outcome> => ({
  outcome,
  exchanges,
  retryAfterMs: null,
  provider: 'up',
});

const down = <Outcome>(
  outcome: Outcome,
  exchanges: readonly Exchange[],
  retryAfterMs: number | null,
): CallResult<Outcome> => ({ outcome, exchanges, retryAfterMs, provider: 'down' });
