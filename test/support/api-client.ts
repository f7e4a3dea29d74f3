import { comparePositions, parsePosition } from '../../src/event-store/event-store';
import { derivedId } from '../../src/shared/ids';
import { issuedDeposit, issuedOpenAccount, issuedPayout, type IssuedCommand } from './check-commands';
import type { SentAnswer } from '../../src/fuzz/api-document';
import { eventually } from './eventually';

export const ADMIN_KEY = 'test-admin-key-0123456789';
/** The client that the admin key belongs to: half of what names a payout. */
const CLIENT = 'admin';

export interface Answer<Body> {
  readonly status: number;
  readonly type: string;
  /** Byte for byte. */
  readonly text: string;
  readonly body: Body;
  /** The `Ledger-Position` it came with. */
  readonly position: string | null;
}

export interface PayoutBody {
  readonly accountId: string;
  readonly provider: string;
  readonly amount: string;
  readonly externalReference: string;
  readonly description: string | null;
  readonly payee: object;
}

export const PIX = { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' };
export const BANK_ACCOUNT = {
  type: 'BANK_ACCOUNT',
  bankAccount: { ispb: '18236120', branch: '0001', account: '947710840', accountType: 'PAYMENT' },
};

/** A payout whose order meets the named scenario at the sandbox. */
export const payoutBody = (
  accountId: string,
  externalReference: string,
  amount: string,
  scenario = 'complete',
  destination: object = PIX,
): PayoutBody => ({
  accountId,
  provider: 'connectpsp',
  amount,
  externalReference,
  description: `sandbox:${scenario}`,
  payee: { name: 'Maria Silva', document: '12345678909', destination },
});

const ANSWER_LIMIT_MS = 60_000;

/** The service as a client knows it, remembering every command and all that it was told. */
export class ApiClient {
  readonly commands: IssuedCommand[] = [];
  private readonly told = new Map<string, Set<string>>();
  private position: string | null = null;

  constructor(
    private readonly url: () => string,
    private readonly key = ADMIN_KEY,
    private readonly onAnswer: (answer: SentAnswer) => void = () => undefined,
  ) {}

  /** A query, answered at or after the last position that this client has seen, unless another one is asked for. */
  get<Body>(path: string, atLeast: string | null = this.position): Promise<Answer<Body>> {
    return this.send<Body>('GET', path, atLeast ? { 'Ledger-Position': atLeast } : {});
  }

  openAccount(accountId: string, name = 'Merchant One'): Promise<Answer<Record<string, string>>> {
    return this.command('/v1/accounts', { id: accountId, name }, undefined, answer =>
      issuedOpenAccount(accountId, answer),
    );
  }

  deposit(
    accountId: string,
    amount: string,
    key = `funds of ${accountId}`,
    reference = key,
    provider = 'connectpsp',
    evidence?: object,
  ): Promise<Answer<Record<string, string>>> {
    const depositId = derivedId('deposit', CLIENT, key);
    const body = { amount, reference, provider, ...(evidence && { evidence }) };
    return this.command(`/v1/accounts/${accountId}/deposits`, body, key, answer =>
      issuedDeposit(accountId, depositId, answer),
    );
  }

  requestPayout<Body>(body: PayoutBody, key = body.externalReference): Promise<Answer<Body>> {
    return this.command<Body>('/v1/payouts', body, key, answer =>
      issuedPayout(body.accountId, this.payoutId(key), answer),
    );
  }

  /** From now on queries see everything up to there. */
  saw(position: string | null): void {
    const [seen, given] = [this.position, position].map(text => parsePosition(text ?? ''));
    if (given && (!seen || comparePositions(seen, given) < 0)) this.position = position;
  }

  /** What a payout under this key is called, answered or not. */
  payoutId(key: string): string {
    return derivedId('payout', CLIENT, key);
  }

  /** An account with money on it. */
  async fund(accountId: string, amount: string): Promise<void> {
    const opened = await this.openAccount(accountId);
    const funded = await this.deposit(accountId, amount);
    expect([opened.status, funded.status]).toEqual([201, 201]);
  }

  /** I11: the commands that were answered in more than one way, by one key and body. */
  differentAnswers(): string[] {
    return [...this.told].flatMap(([command, answers]) =>
      answers.size > 1 ? [`I11 ${command} was answered ${[...answers].join(' and ')}`] : [],
    );
  }

  private async command<Body>(
    path: string,
    body: object,
    key: string | undefined,
    issued: (answer: IssuedCommand['answer']) => IssuedCommand,
  ): Promise<Answer<Body>> {
    try {
      const answer = await this.send<Body>(
        'POST',
        path,
        key === undefined ? {} : { 'Idempotency-Key': key },
        body,
      );
      this.commands.push(issued(meaningOf(answer.status)));
      this.saw(answer.position);
      if (answer.status < 500) this.remember(`${path} ${key} ${JSON.stringify(body)}`, answer);
      return answer;
    } catch (error) {
      this.commands.push(issued('none'));
      throw error;
    }
  }

  private remember(command: string, { status, text }: Answer<unknown>): void {
    const answers = this.told.get(command) ?? new Set();
    this.told.set(command, answers.add(`${status} ${text}`));
  }

  private async send<Body>(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<Answer<Body>> {
    const response = await fetch(this.url() + path, {
      method,
      headers: { Authorization: `Bearer ${this.key}`, 'Content-Type': 'application/json', ...headers },
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status } = response;
    const type = response.headers.get('content-type') ?? '';
    this.onAnswer({ method, path: path.split('?')[0]!, status, contentType: type, text });
    return {
      status,
      type,
      text,
      body: JSON.parse(text) as Body,
      position: response.headers.get('ledger-position'),
    };
  }
}

/** As a careful client does: the same command with the same key, until it is answered for good. */
export const untilAnswered = <Body>(send: () => Promise<Answer<Body>>): Promise<Answer<Body>> =>
  eventually('a command is answered', async () => {
    const answer = await send().catch(() => undefined);
    return answer && answer.status < 500 && answer;
  });

/** A 5xx tells a client nothing: the command may have taken effect. */
function meaningOf(status: number): IssuedCommand['answer'] {
  if (status >= 500) return 'none';
  return status < 300 ? 'acknowledged' : 'refused';
}
