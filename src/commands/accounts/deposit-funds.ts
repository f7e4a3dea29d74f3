import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, type AccountRefusal, type AccountState } from '../../domain/account/account';
import { depositOf, isKnownDeposit } from '../../domain/account/deposits';
import type { CommandOf } from '../../domain/account/state';
import type { ProviderName } from '../../domain/payout/payee';
import { Clock } from '../../shared/clock';
import { derivedId, fingerprint } from '../../shared/ids';
import { Bug, invariant } from '../../shared/invariant';
import { parseAmount } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { AccountWriters } from './account-writers';
import type { AccountChange } from './account-writer';
import { evidenceParts, evidenceRefusal, recordedEvidence, type EvidenceRequest } from './deposit-evidence';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { refusal, type CommandResult, type Deposit, type Refusal, type WaitingDeposit } from '../results';
import { DepositApprovals } from '../approvals/deposit-approvals';
import { References } from '../references';
import { Terms } from '../provider-terms';

export interface DepositRequest {
  readonly accountId: string;
  /** A decimal string with exactly the account currency's digits. */
  readonly amount: string;
  /** The provider's own name for the arrival: it is booked once on an account. */
  readonly reference: string;
  readonly provider: ProviderName;
  /** null or missing: the client shows nothing. */
  readonly evidence?: EvidenceRequest | null;
}

export class DepositFunds extends Command<DepositFundsResult> {
  constructor(
    readonly clientId: string,
    readonly idempotencyKey: string,
    readonly request: DepositRequest,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

type DepositFundsResult = Result<CommandResult<Deposit | WaitingDeposit>, Refusal>;
type DepositCommand = CommandOf<'DepositFunds'>;
/** Before it is asked whether it waits for people. */
type NewDeposit = Extract<DepositCommand, { approval?: never }> & { readonly clientId: string };

/**
 * The account itself keeps the references it has booked: the append that books a deposit also reserves its reference.
 * So a crash cannot leave the reference reserved and nothing booked. Where an approval rule applies, the append records
 * the deposit as one that waits for people, and nothing is booked.
 */
@CommandHandler(DepositFunds)
export class DepositFundsHandler implements ICommandHandler<DepositFunds> {
  constructor(
    private readonly accounts: AccountWriters,
    private readonly references: References,
    private readonly terms: Terms,
    private readonly clock: Clock,
    private readonly approvals: DepositApprovals,
  ) {}

  async execute(command: DepositFunds): Promise<DepositFundsResult> {
    const { clientId, request, origin } = command;
    const { accountId } = request;
    const state = await this.accounts.state(accountId);
    if (!state) return refuse(refusal('ACCOUNT_NOT_FOUND', `There is no account ${accountId}`));
    const amountMinor = parseAmount(request.amount, state.currency);
    if (!amountMinor)
      return refuse(refusal('AMOUNT_INVALID', `amount must be a positive ${state.currency} amount`));
    const asked = this.depositFor(command, amountMinor);
    if (!asked) return refuse(explain('CURRENCY_MISMATCH'));
    // A repeat is answered as before, also when the provider signs with another key now.
    const isKnown = isKnownDeposit(state, asked.depositId);
    const contradiction = isKnown ? undefined : this.evidenceRefusal(request, asked);
    if (contradiction) return refuse(contradiction);
    const deposit = isKnown ? asked : await this.withDemand(accountId, asked);
    // What is refused writes nothing, not even its key.
    const checked = account.decide(state, deposit);
    if (!checked.ok) return refuse(refusalOf(checked.refusal, state, deposit));
    const { depositId } = deposit;
    const cause = causeOfClient(clientId, origin, depositId, accountId);
    if (!(await this.references.reserve(keyOf(command), accountId, cause)))
      return refuse(keyReused(depositId));
    const result = await this.accounts.execute(accountId, deposit, cause);
    if (result.ok) return ok(answer(deposit, result.value));
    return refuse(refusalOf(result.refusal, await this.accounts.state(accountId), deposit));
  }

  /** With what it waits for, where a rule applies. @throws {Fault} the rules cannot be read */
  private async withDemand(accountId: string, deposit: NewDeposit): Promise<DepositCommand> {
    const { depositedAt: requestedAt } = deposit;
    const approval = await this.approvals.demandFor({ ...deposit, accountId, requestedAt });
    return approval ? { ...deposit, approval } : deposit;
  }

  private evidenceRefusal(
    { provider, evidence = null }: DepositRequest,
    deposit: NewDeposit,
  ): Refusal | undefined {
    const terms = this.terms.get(provider);
    return terms && evidenceRefusal(evidence, deposit, terms);
  }

  /** In the currency that the provider has: the account refuses any but its own. */
  private depositFor(
    { clientId, idempotencyKey, request }: DepositFunds,
    amountMinor: bigint,
  ): NewDeposit | undefined {
    const { accountId, amount, reference, provider, evidence = null } = request;
    const terms = this.terms.get(provider);
    return (
      terms && {
        type: 'DepositFunds',
        depositId: derivedId('deposit', clientId, idempotencyKey),
        clientId,
        fingerprint: fingerprint(accountId, amount, reference, provider, ...evidenceParts(evidence)),
        amountMinor,
        currency: terms.currency,
        provider,
        reference,
        depositedAt: this.clock.now().toISOString(),
        ...recordedEvidence(evidence),
      }
    );
  }
}

const keyOf = ({ clientId, idempotencyKey }: DepositFunds) =>
  ({ kind: 'deposit-key', owner: clientId, reference: idempotencyKey }) as const;

/**
 * From the recorded deposit, so that a repeat is answered with the first one's figures and time. The evidence of a repeat
 * is the same, because it is part of the fingerprint.
 */
function answer(
  { depositId, evidence = null }: DepositCommand,
  { state, position }: AccountChange,
): CommandResult<Deposit | WaitingDeposit> {
  const waiting = state?.requestedDeposits.get(depositId);
  if (waiting) return { body: bodyOf({ ...waiting.request, evidence }), position };
  const recorded = state?.deposits.get(depositId);
  invariant(recorded, `Deposit ${depositId} was accepted but is not recorded`);
  return { body: bodyOf({ ...recorded, evidence }), position };
}

/** What the client learns of it. */
const bodyOf = <Recorded extends { fingerprint: string; clientId?: string }>({
  fingerprint: _fingerprint,
  clientId: _clientId,
  ...body
}: Recorded) => body;

/** The earlier deposit is named to its own client only. */
function refusalOf(code: AccountRefusal, state: AccountState, deposit: DepositCommand): Refusal {
  if (code === 'IDEMPOTENCY_KEY_REUSED') return keyReused(deposit.depositId);
  const earlier = code === 'EXTERNAL_REFERENCE_USED' && state ? depositOf(state, deposit) : undefined;
  if (earlier?.clientId !== deposit.clientId || !earlier) return explain(code);
  const { depositId } = earlier;
  return {
    code: 'EXTERNAL_REFERENCE_USED',
    message: `reference was booked with deposit ${depositId}`,
    facts: { depositId },
  };
}

/** The key makes the deposit's id together with its client: the deposit is the same client's. */
const keyReused = (depositId: string): Refusal => ({
  code: 'IDEMPOTENCY_KEY_REUSED',
  message: `This Idempotency-Key was used for another deposit: ${depositId}`,
  facts: { depositId },
});

function explain(code: AccountRefusal): Refusal {
  switch (code) {
    case 'EXTERNAL_REFERENCE_USED':
      return refusal(code, 'reference was booked on this account with another deposit, or waits with it');
    case 'AMOUNT_INVALID':
      return refusal(code, 'amount is outside what the account can hold');
    case 'ACCOUNT_CLOSED':
      return refusal(code, 'The account is closed and takes nothing any more');
    case 'ACCOUNT_NOT_FOUND':
      return refusal(code, 'There is no such account');
    case 'CURRENCY_MISMATCH':
      return refusal(code, 'The provider does not hold the account’s currency');
    default:
      throw new Bug(`A deposit was refused: ${code}`);
  }
}
