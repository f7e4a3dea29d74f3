import { decoded, json, objectIn } from '../http/json-answers';
import type { Answer, Request } from '../http/http-server';
import { maySendTo } from '../http/loopback';
import type { Notifier } from '../notifications/notifier';
import type { State } from '../simulation/state';
import { equal } from '../http/tokens';
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
    const given = objectIn(request.body);
    if (typeof given?.clientId !== 'string' || typeof given.clientSecret !== 'string')
      return problem(400, 'clientId and clientSecret must be strings.');
    const refusal = refuseCertificate(request, this.settings.clientCert);
    if (refusal) return refusal;
    const { clientId, clientSecret } = this.settings.credentials;
    const known = [equal(given.clientId, clientId), equal(given.clientSecret, clientSecret)];
    if (known.includes(false)) return problem(401, 'Invalid credentials', 'INVALID_CREDENTIALS');
    const { accessToken, lifeS } = this.state.tokens.issue();
    return json({ access_token: accessToken, token_type: 'Bearer', expires_in: lifeS }, 201);
  }

  /** A payment by its id or externalId, or a return by its id. */
  private async transaction(request: Request): Promise<Answer> {
    const name = decoded(request.path.slice(TRANSACTION.length));
    const { book } = this.state;
    const returned = book.returnNamed(name);
    const payment = book.withId(name) ?? book.underReference(name);
    const hidden = payment?.scenario.hidden && payment.status === 'pending';
    if (!returned && (!payment || hidden)) return problem(404, 'Transaction not found');
    const view = returned ? returnView(returned.payment, returned.back) : payment && transactionView(payment);
    const answer = json(view ?? {});
    await this.state.flushed();
    return answer;
  }

  private async search({ query }: Request): Promise<Answer> {
    const answer = search(this.state.book, query, this.state.now());
    await this.state.flushed();
    return answer;
  }

  private async balance(): Promise<Answer> {
    const answer = json(balanceView(this.state.book, this.state.now()));
    await this.state.flushed();
    return answer;
  }

  private async webhooks(): Promise<Answer> {
    const answer = json(webhooksView(this.state.book.allWebhooks()));
    await this.state.flushed();
    return answer;
  }

  private async webhook(request: Request): Promise<Answer> {
    const webhook = readWebhook(request.body, this.settings.webhookHosts);
    if (typeof webhook === 'string') return problem(400, webhook);
    await this.state.record({ type: 'registered', at: this.state.now(), ...webhook });
    return json({ success: true, message: 'Webhook configurado com sucesso' });
  }

  /** By transaction id, externalId or endToEndId; the answer waits for the receiver's. */
  private async resend(request: Request): Promise<Answer> {
    if (!this.mayResend()) return problem(429, 'Too many requests');
    const name = decoded(request.path.slice(RESEND.length));
    const payment = this.state.book.find(name) ?? this.state.book.underReference(name);
    if (!payment) return problem(404, 'Transaction not found');
    const given = objectIn(request.body)?.url;
    const url = typeof given === 'string' ? given : null;
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
