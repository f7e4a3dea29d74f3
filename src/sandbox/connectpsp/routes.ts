import { decoded, json, objectIn } from '../answers';
import type { Answer, Request } from '../http-door';
import { equal } from '../tokens';
import type { CashOut } from './cash-out';
import { refuseCaller } from './checks';
import { problem } from './problem';
import { recordOf } from './record';
import type { State } from './state';
import { balanceView, payoutView } from './view';

/** The provider's routes, and under /sandbox/ what only a simulator has. */
export class Routes {
  constructor(
    private readonly state: State,
    private readonly cashOut: CashOut,
  ) {}

  async handle(request: Request): Promise<Answer> {
    const { method, path } = request;
    if (method === 'POST' && path === '/auth/token') return this.token(request);
    if (method === 'POST' && path === '/cash-out') return this.cashOut.post(request);
    if (method === 'GET' && path.startsWith('/cash-out/')) return this.payout(request);
    if (method === 'GET' && path === '/account/balance') return this.balance(request);
    if (method === 'GET' && path === '/sandbox/records')
      return json({ records: this.state.book.all().map(recordOf) });
    if (method === 'GET' && path === '/sandbox/deliveries')
      return json({ deliveries: this.state.deliveries });
    if (method === 'PUT' && path === '/sandbox/scenario') return this.scenario(request);
    return problem(404, 'NOT_FOUND', 'There is no such resource.');
  }

  private token(request: Request): Answer {
    const given = objectIn(request.body);
    if (typeof given?.clientId !== 'string' || typeof given.clientSecret !== 'string')
      return problem(400, 'VALIDATION_ERROR', 'clientId and clientSecret must be strings.');
    const { clientId, clientSecret } = this.state.credentials;
    const known = [equal(given.clientId, clientId), equal(given.clientSecret, clientSecret)];
    if (known.includes(false)) return problem(401, 'INVALID_CREDENTIALS', 'Unknown client or wrong secret.');
    const { accessToken, issuedAt, lifeS } = this.state.tokens.issue();
    return json({ accessToken, tokenType: 'Bearer', expiresIn: lifeS, issuedAt: issuedAt.toISOString() });
  }

  private async payout(request: Request): Promise<Answer> {
    const refusal = refuseCaller(request, this.state.tokens, this.state.credentials);
    if (refusal) return refusal;
    const payout = this.state.book.find(decoded(request.path.slice('/cash-out/'.length)));
    if (!payout) return problem(404, 'NOT_FOUND', 'There is no such cash-out for this application.');
    const view = payoutView(payout);
    await this.state.flushed();
    return json(view);
  }

  private async balance(request: Request): Promise<Answer> {
    const refusal = refuseCaller(request, this.state.tokens, this.state.credentials);
    if (refusal) return refusal;
    const view = balanceView(this.state.book, this.state.now());
    await this.state.flushed();
    return json(view);
  }

  private scenario(request: Request): Answer {
    const given = objectIn(request.body);
    const times = given?.times === undefined ? Infinity : Number(given.times);
    if (this.state.defaultScenario.set(String(given?.name), times)) return json({ name: given?.name });
    return problem(400, 'UNKNOWN_SCENARIO', 'name must be a scenario and times, if given, at least 1.');
  }
}
