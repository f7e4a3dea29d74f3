import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AccountRefusal } from '../domain/account/account';
import type { ProviderName } from '../domain/payout/payee';
import type { Clock } from '../shared/clock';
import { derivedId, fingerprint } from '../shared/ids';
import { Bug, invariant } from '../shared/invariant';
import { parseAmount } from '../shared/money';
import { ok, refuse, type Result } from '../shared/result';
import type { AccountLanes } from './account-lanes';
import type { LaneAnswer } from './account-lane';
import { refusal, type Answer, type Deposit, type Refusal } from './answers';
import type { References } from './references';

export interface DepositRequest {
  readonly accountId: string;
  /** A decimal string with exactly the account currency's digits. */
  readonly amount: string;
  readonly reference: string;
  readonly provider: ProviderName;
}

export class DepositFunds extends Command<Result<Answer<Deposit>, Refusal>> {
  constructor(
    readonly clientId: string,
    readonly idempotencyKey: string,
    readonly request: DepositRequest,
  ) {
    super();
  }
}

@CommandHandler(DepositFunds)
export class DepositFundsHandler implements ICommandHandler<DepositFunds> {
  constructor(
    private readonly lanes: AccountLanes,
    private readonly references: References,
    private readonly clock: Clock,
  ) {}

  async execute({
    clientId,
    idempotencyKey,
    request,
  }: DepositFunds): Promise<Result<Answer<Deposit>, Refusal>> {
    const { accountId, amount, reference, provider } = request;
    const currency = await this.lanes.currency(accountId);
    if (!currency) return refuse(refusal('ACCOUNT_NOT_FOUND', `There is no account ${accountId}`));
    const amountMinor = parseAmount(amount, currency);
    if (!amountMinor)
      return refuse(refusal('AMOUNT_INVALID', `amount must be a positive ${currency} amount`));
    const depositId = derivedId('deposit', clientId, idempotencyKey);
    const deposit = {
      depositId,
      fingerprint: fingerprint(accountId, amount, reference, provider),
      amountMinor,
      currency,
      provider,
      reference,
      depositedAt: this.clock.now().toISOString(),
    };
    const cause = { causationId: depositId, correlationId: accountId, actor: `client:${clientId}` };
    const key = { kind: 'deposit-key', owner: clientId, reference: idempotencyKey } as const;
    if (!(await this.references.reserve(key, accountId, cause)))
      return refuse(explain('IDEMPOTENCY_KEY_REUSED'));
    const result = await this.lanes.execute(accountId, { type: 'DepositFunds', ...deposit }, cause);
    return result.ok ? ok(answer(depositId, result.value)) : refuse(explain(result.refusal));
  }
}

/** From the recorded deposit, so that a repeat is answered with the first one's figures and time. */
function answer(depositId: string, { state, position }: LaneAnswer): Answer<Deposit> {
  const recorded = state?.deposits.get(depositId);
  invariant(recorded, `Deposit ${depositId} was accepted but is not recorded`);
  const { fingerprint: _fingerprint, ...body } = recorded;
  return { body, position };
}

function explain(code: AccountRefusal): Refusal {
  switch (code) {
    case 'IDEMPOTENCY_KEY_REUSED':
      return refusal(code, 'This Idempotency-Key was used for another deposit');
    case 'AMOUNT_INVALID':
      return refusal(code, 'amount is outside what the account can hold');
    case 'ACCOUNT_NOT_FOUND':
    case 'CURRENCY_MISMATCH':
      return refusal(code, 'The account cannot take this deposit');
    default:
      throw new Bug(`A deposit was refused: ${code}`);
  }
}
