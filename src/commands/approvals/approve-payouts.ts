import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PayoutRequested } from '../../domain/payout/events';
import type { Position } from '../../event-store/event-store';
import { derivedId, fingerprint } from '../../shared/ids';
import { formatAmount, parseAmount, type Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { PayoutRepository } from '../payouts/payout-repository';
import { References } from '../references';
import { keyReused } from '../cases/case-refusals';
import { lastPosition, refusal, type Refusal } from '../results';
import { DecideApproval, DecideApprovalHandler, type DecideApprovalResult } from './decide-approval';
import { causeOfPerson, mayDecideOn, type Person } from './person';

export interface ApprovalBatch {
  /** Each once. */
  readonly payoutIds: readonly string[];
  /** What the person has counted and added up, as a decimal string. */
  readonly count: number;
  readonly total: string;
  readonly currency: Currency;
}

export interface ApprovedBatch {
  /** In the order of the payouts. */
  readonly items: readonly { readonly payoutId: string; readonly result: DecideApprovalResult }[];
  /** Of the last effect; null where none of them had one. */
  readonly position: Position | null;
}

/** One person's approval of many payouts, of which the person names number and total. */
export class ApprovePayouts extends Command<Result<ApprovedBatch, Refusal>> {
  constructor(
    readonly person: Person,
    readonly idempotencyKey: string,
    readonly batch: ApprovalBatch,
  ) {
    super();
  }
}

/** Nothing is approved where the figures differ. Else each payout is approved, or refused, on its own. */
@CommandHandler(ApprovePayouts)
export class ApprovePayoutsHandler implements ICommandHandler<ApprovePayouts> {
  constructor(
    private readonly payouts: PayoutRepository,
    private readonly references: References,
    private readonly approval: DecideApprovalHandler,
  ) {}

  /** @throws {Fault} Some may be approved: the same request again approves the rest. */
  async execute(command: ApprovePayouts): Promise<Result<ApprovedBatch, Refusal>> {
    const { person, idempotencyKey, batch } = command;
    const named = await this.named(person, batch.payoutIds);
    if (!named.ok) return named;
    const differs = differenceOf(batch, named.value);
    if (differs) return refuse(differs);
    if (!(await this.reserveKey(command))) return refuse(keyReused);
    const items: { payoutId: string; result: DecideApprovalResult }[] = [];
    for (const payoutId of batch.payoutIds) {
      const key = derivedId('ApprovePayouts', idempotencyKey, payoutId);
      const decision = new DecideApproval(person, key, payoutId, { type: 'APPROVE' });
      items.push({ payoutId, result: await this.approval.execute(decision) });
    }
    return ok({ items, position: lastPosition(items.map(({ result }) => result)) });
  }

  /** The requests of the payouts; a payout that the person does not see is not there. */
  private async named(
    person: Person,
    payoutIds: readonly string[],
  ): Promise<Result<readonly PayoutRequested[], Refusal>> {
    const found: PayoutRequested[] = [];
    for (const payoutId of payoutIds) {
      const { state } = await this.payouts.load(payoutId);
      if (state.status === 'none' || !mayDecideOn(person, state.request))
        return refuse(
          refusal('PAYOUT_NOT_FOUND', `There is no payout ${payoutId}. Deposits are approved one by one`),
        );
      found.push(state.request);
    }
    return ok(found);
  }

  private reserveKey({ person, idempotencyKey, batch }: ApprovePayouts): Promise<boolean> {
    const key = { kind: 'decision-key', owner: person.name, reference: idempotencyKey } as const;
    const { payoutIds, count, total, currency } = batch;
    const cause = causeOfPerson(person, derivedId('ApprovePayouts', person.name, idempotencyKey));
    return this.references.reserve(key, fingerprint(...payoutIds, String(count), total, currency), cause);
  }
}

/** Returns undefined when the person's figures are those of the payouts. */
function differenceOf(
  { count, total, currency }: ApprovalBatch,
  requests: readonly PayoutRequested[],
): Refusal | undefined {
  if (requests.some(request => request.currency !== currency))
    return refusal('CURRENCY_MISMATCH', `Not every payout is in ${currency}`);
  const totalMinor = requests.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (count === requests.length && parseAmount(total, currency) === totalMinor) return undefined;
  const actual = `${requests.length} payouts over ${formatAmount(totalMinor, currency)} ${currency}`;
  return refusal(
    'TOTALS_DIFFER',
    `The request names ${actual}, and says ${count} over ${total} ${currency}: nothing was approved`,
  );
}
