import { ApiSchema } from '@nestjs/swagger';
import {
  CASE_KINDS,
  CASE_STATUSES,
  type CaseDecisionView,
  type CaseKind,
  type CaseView,
} from '../../queries/cases/case-view';
import type { Currency } from '../../shared/money';
import { amountOrNull, timeOrNull } from '../fields/format';
import { PageOf } from '../fields/page.response';
import {
  Amount,
  CaseId,
  Choice,
  DepositId,
  EndToEndId,
  EventId,
  Nested,
  OR_NULL,
  PayoutId,
  Text,
  Time,
} from '../fields/response-fields';
import { DECISIONS } from './resolve-case.dto';
import { CaseEvidenceResponse } from './case-evidence.response';

/** Every provider pays in this currency. */
const CURRENCY: Currency = 'BRL';

@ApiSchema({ name: 'CaseDecision', description: 'The last decision proposed' })
class CaseDecisionResponse {
  @Choice([...DECISIONS, 'REVERSE_DEPOSIT', 'REOPEN_ACCOUNT'])
  readonly type!: CaseDecisionView['type'];
  @PayoutId(OR_NULL)
  readonly payoutId!: string | null;
  @Amount('0.50', OR_NULL)
  readonly feeAmount!: string | null;
  @EndToEndId()
  readonly endToEndId!: string | null;
  @Amount('50.00', OR_NULL)
  readonly amount!: string | null;
  @Text('LEFT_FLOAT', OR_NULL)
  readonly direction!: string | null;
  @DepositId(OR_NULL)
  readonly depositId!: string | null;
  @Amount('0.00', OR_NULL)
  readonly overdraft!: string | null;
  @Text('The provider confirmed it by telephone, ticket 4711')
  readonly reason!: string;
  @Text('alice')
  readonly proposedBy!: string;
  @Time()
  readonly proposedAt!: string;
  @Text('bob', OR_NULL)
  readonly confirmedBy!: string | null;
  @Time(OR_NULL)
  readonly confirmedAt!: string | null;
  @Text('OUTCOME_STANDS', { nullable: true, description: 'Why it could not be carried out' })
  readonly failure!: string | null;

  static from(decision: CaseDecisionView): CaseDecisionResponse {
    return {
      type: decision.type,
      payoutId: decision.payoutId,
      feeAmount: amountOrNull(decision.feeAmountMinor, CURRENCY),
      endToEndId: decision.endToEndId,
      amount: amountOrNull(decision.amountMinor, CURRENCY),
      direction: decision.direction,
      depositId: decision.depositId,
      overdraft: amountOrNull(decision.overdraftMinor, CURRENCY),
      reason: decision.reason,
      proposedBy: decision.proposedBy,
      proposedAt: decision.proposedAt.toISOString(),
      confirmedBy: decision.confirmedBy,
      confirmedAt: timeOrNull(decision.confirmedAt),
      failure: decision.failure,
    };
  }
}

@ApiSchema({ name: 'CaseCause' })
class CaseCauseResponse {
  @EventId()
  readonly eventId!: string;
  @Text('payout-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')
  readonly stream!: string;
}

abstract class CaseFields {
  @CaseId()
  readonly id!: string;
  @Choice(CASE_KINDS)
  readonly kind!: CaseKind;
  @Choice(CASE_STATUSES)
  readonly status!: CaseView['status'];
  @PayoutId(OR_NULL)
  readonly payoutId!: string | null;
  @Nested(() => CaseCauseResponse)
  readonly cause!: CaseCauseResponse;
  @Text('failed with KEY_UNKNOWN, but is completed')
  readonly detail!: string;
  @Time()
  readonly openedAt!: string;
  @Nested(() => CaseDecisionResponse, OR_NULL)
  readonly decision!: CaseDecisionResponse | null;
  @Text('DISMISS', OR_NULL)
  readonly resolution!: string | null;
  @Time(OR_NULL)
  readonly resolvedAt!: string | null;
}

@ApiSchema({ name: 'Case' })
export class CaseResponse extends CaseFields {
  static from(view: CaseView): CaseResponse {
    return {
      id: view.id,
      kind: view.kind,
      status: view.status,
      payoutId: view.payoutId,
      cause: { eventId: view.cause.eventId, stream: view.cause.streamId },
      detail: view.detail,
      openedAt: view.openedAt.toISOString(),
      decision: view.decision && CaseDecisionResponse.from(view.decision),
      resolution: view.resolution,
      resolvedAt: timeOrNull(view.resolvedAt),
    };
  }
}

@ApiSchema({ name: 'CasePage' })
export class CasePageResponse extends PageOf(CaseResponse) {}

@ApiSchema({ name: 'CaseWithEvidence' })
export class CaseWithEvidenceResponse extends CaseFields {
  @Nested(() => CaseEvidenceResponse)
  readonly evidence!: CaseEvidenceResponse;

  static from(view: CaseView, evidence: CaseEvidenceResponse): CaseWithEvidenceResponse {
    return { ...CaseResponse.from(view), evidence };
  }
}
