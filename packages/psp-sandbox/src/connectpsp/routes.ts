import type { Answer, Request } from '../http/http-server';
import { decodeSegment, json } from '../http/json-answers';
import { loginIn } from '../http/tokens';
import type { State } from '../simulation/state';
import { problem } from './answers/problem';
import { balanceView, latestStatus, payoutView, utcTime } from './answers/view';
import type { Settings } from './options';
import type { CashOut } from './orders/cash-out';
import { refuseCaller } from './orders/checks';
import type { Details } from './orders/details';

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
    const login = loginIn(request);
    if (!login) return problem(400, 'VALIDATION_ERROR', 'clientId and clientSecret must be strings.');
    const { tokens } = this.state;
    if (!tokens.isClient(login))
      return problem(401, 'INVALID_CREDENTIALS', 'Unknown client or wrong secret.');
    const { accessToken, issuedAt, lifeS } = tokens.issue();
    return json({
      accessToken,
      tokenType: 'Bearer',
      expiresIn: lifeS,
      issuedAt: utcTime(issuedAt.toISOString()),
    });
  }

  private async payout(request: Request): Promise<Answer> {
    const refusal = this.refuseCaller(request);
    if (refusal) return refusal;
    const payout = this.state.ledger.find(decodeSegment(request.path.slice('/cash-out/'.length)));
    if (!payout || (payout.scenario.hidden && payout.status === 'pending'))
      return problem(404, 'NOT_FOUND', 'There is no such cash-out for this application.');
    return this.state.answerWhenDurable(payoutView(payout, latestStatus(payout)));
  }

  private async balance(request: Request): Promise<Answer> {
    const refusal = this.refuseCaller(request);
    return refusal ?? this.state.answerWhenDurable(balanceView(this.state.ledger, this.state.now()));
  }

  private refuseCaller(request: Request): Answer | undefined {
    return refuseCaller(request, this.state.tokens, this.settings.credentials);
  }
}
