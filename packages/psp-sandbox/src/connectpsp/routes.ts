import { decoded, json, objectIn } from '../http/json-answers';
import type { Answer, Request } from '../http/http-server';
import type { State } from '../simulation/state';
import { equal } from '../http/tokens';
import type { CashOut } from './orders/cash-out';
import { refuseCaller } from './orders/checks';
import type { Details } from './orders/details';
import type { Settings } from './options';
import { problem } from './answers/problem';
import { balanceView, latest, payoutView, utcTime } from './answers/view';

/** The provider's routes. */
export class Routes {
  constructor(
    private readonly state: State<Details>,
    private readonly settings: Settings,
    private readonly cashOut: CashOut,
  ) {}

  async handle(request: Request): Promise<Answer> {
    const { method, path } = request;
    if (method === 'POST' && path === '/auth/token') return this.token(request);
    if (method === 'POST' && path === '/cash-out') return this.cashOut.post(request);
    if (method === 'GET' && path.startsWith('/cash-out/')) return this.payout(request);
    if (method === 'GET' && path === '/account/balance') return this.balance(request);
    return problem(404, 'NOT_FOUND', 'There is no such resource.');
  }

  private token(request: Request): Answer {
    const given = objectIn(request.body);
    if (typeof given?.clientId !== 'string' || typeof given.clientSecret !== 'string')
      return problem(400, 'VALIDATION_ERROR', 'clientId and clientSecret must be strings.');
    const { clientId, clientSecret } = this.settings.credentials;
    const known = [equal(given.clientId, clientId), equal(given.clientSecret, clientSecret)];
    if (known.includes(false)) return problem(401, 'INVALID_CREDENTIALS', 'Unknown client or wrong secret.');
    const { accessToken, issuedAt, lifeS } = this.state.tokens.issue();
    return json({
      accessToken,
      tokenType: 'Bearer',
      expiresIn: lifeS,
      issuedAt: utcTime(issuedAt.toISOString()),
    });
  }

  private async payout(request: Request): Promise<Answer> {
    const refusal = refuseCaller(request, this.state.tokens, this.settings.credentials);
    if (refusal) return refusal;
    const payout = this.state.book.find(decoded(request.path.slice('/cash-out/'.length)));
    if (!payout || (payout.scenario.hidden && payout.status === 'pending'))
      return problem(404, 'NOT_FOUND', 'There is no such cash-out for this application.');
    const view = payoutView(payout, latest(payout));
    await this.state.flushed();
    return json(view);
  }

  private async balance(request: Request): Promise<Answer> {
    const refusal = refuseCaller(request, this.state.tokens, this.settings.credentials);
    if (refusal) return refusal;
    const view = balanceView(this.state.book, this.state.now());
    await this.state.flushed();
    return json(view);
  }
}
