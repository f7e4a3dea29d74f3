import { decodeSegment, json, objectIn } from '../http/json-answers';
import type { Answer, Request } from '../http/http-server';
import { maySendTo } from '../http/loopback';
import type { Notifier } from '../notifications/notifier';
import type { State } from '../simulation/state';
import { loginIn } from '../http/tokens';
import type { CashOut } from './orders/cash-out';
import { refuseCaller, refuseCertificate } from './orders/checks';
import type { Details } from './orders/details';
import type { Settings } from './options';
import { problem } from './answers/problem';
import { search } from './answers/search';
import { balanceView, returnView, transactionView } from './answers/view';
import { readWebhook, webhooksView } from './notifications/webhooks';

const TRANSACTION = '/api/pix/transaction/';
const RESEND = '/api/resend-webhook/';
const RESENDS_PER_MINUTE = 60;

/** The provider's routes. */
export class Routes {
  private readonly resentAtMs: number[] = [];

  constructor(
    private readonly state: State<Details>,
    private readonly settings: Settings,
    private readonly cashOut: CashOut,
    private readonly notifier: Notifier<Details>,
  ) {}

  async handle(request: Request): Promise<Answer> {
    const { method, path } = request;
    if (method === 'POST' && path === '/api/auth/token') return this.token(request);
    if (method === 'POST' && path === this.settings.cashOutPath) return this.cashOut.post(request, 'key');
    if (method === 'POST' && path === '/api/pix/cash-out-qrcode')
      return this.cashOut.post(request, 'qr-code');
    const refusal = refuseCaller(request, this.state.tokens);
    if (refusal) return refusal;
    if (method === 'GET' && path.startsWith(TRANSACTION)) return this.transaction(request);
    if (method === 'GET' && path === '/api/transactions') return this.search(request);
    if (method === 'GET' && path === '/api/balance') return this.balance();
    if (method === 'GET' && path === '/api/webhooks') return this.webhooks();
    if (method === 'POST' && path === '/api/webhooks') return this.webhook(request);
    if (method === 'POST' && path.startsWith(RESEND)) return this.resend(request);
    return NOT_FOUND;
  }

  private token(request: Request): Answer {
    const login = loginIn(request);
    if (!login) return problem(400, 'clientId and clientSecret must be strings.');
    const refusal = refuseCertificate(request, this.settings.clientCert);
    if (refusal) return refusal;
    const { tokens } = this.state;
    if (!tokens.isClient(login)) return problem(401, 'Invalid credentials', 'INVALID_CREDENTIALS');
    const { accessToken, lifeS } = tokens.issue();
    return json({ access_token: accessToken, token_type: 'Bearer', expires_in: lifeS }, 201);
  }

  /** Answers with a payment by its id or externalId, or with a return by its id. */
  private async transaction(request: Request): Promise<Answer> {
    const name = decodeSegment(request.path.slice(TRANSACTION.length));
    const { ledger } = this.state;
    const returned = ledger.findReturn(name);
    if (returned) return this.state.answerWhenDurable(returnView(returned.payment, returned.return));
    const payment = ledger.findById(name) ?? ledger.findByReference(name);
    if (!payment || (payment.scenario.hidden && payment.status === 'pending'))
      return problem(404, 'Transaction not found');
    return this.state.answerWhenDurable(transactionView(payment));
  }

  private async search({ query }: Request): Promise<Answer> {
    const page = search(this.state.ledger, query, this.state.now());
    return typeof page === 'string' ? problem(400, page) : this.state.answerWhenDurable(page);
  }

  private balance(): Promise<Answer> {
    return this.state.answerWhenDurable(balanceView(this.state.ledger, this.state.now()));
  }

  private webhooks(): Promise<Answer> {
    return this.state.answerWhenDurable(webhooksView(this.state.ledger.allWebhooks()));
  }

  private async webhook(request: Request): Promise<Answer> {
    const webhook = readWebhook(request.body, this.settings.webhookHosts);
    if (typeof webhook === 'string') return problem(400, webhook);
    await this.state.record({ type: 'registered', at: this.state.now(), ...webhook });
    return json({ success: true, message: 'Webhook configurado com sucesso' });
  }

  /** Sends the last notification of a payment again. The answer waits for the receiver's answer. */
  private async resend(request: Request): Promise<Answer> {
    if (!this.mayResend()) return problem(429, 'Too many requests');
    const name = decodeSegment(request.path.slice(RESEND.length));
    const payment = this.state.ledger.findByAnyName(name);
    if (!payment) return problem(404, 'Transaction not found');
    const { url: urlField } = objectIn(request.body) ?? {};
    const url = typeof urlField === 'string' ? urlField : null;
    if (url !== null && !maySendTo(url, this.settings.webhookHosts))
      return problem(400, 'url must lead to this machine: a sandbox sends nowhere else.');
    const receipt = await this.notifier.resend(payment, url);
    if (!receipt) return problem(400, 'There is nothing to send, or nowhere to send it to');
    if (receipt.status === null) return problem(504, 'The webhook was not answered');
    return receipt.status === 200 ? json({ success: true }) : problem(502, 'The webhook was not taken');
  }

  private mayResend(): boolean {
    const nowMs = this.settings.clock.now().getTime();
    while ((this.resentAtMs[0] ?? nowMs) <= nowMs - 60_000) this.resentAtMs.shift();
    if (this.resentAtMs.length >= RESENDS_PER_MINUTE) return false;
    this.resentAtMs.push(nowMs);
    return true;
  }
}

const NOT_FOUND = problem(404, 'There is no such resource.');
