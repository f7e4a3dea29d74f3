import type { HoldCaptured, Reversal } from '../../domain/account/events';
import type { CaseDecision, CaseEvent, CaseOpened } from '../../domain/case/events';
import type { NotificationEvent } from '../../domain/notification/events';
import type { PayoutOutcomeContradicted } from '../../domain/payout/events';
import type { ReconciliationBreak } from '../../domain/reconciliation/events';
import type { EventBody, RecordedEvent } from '../../event-store/event-store';
import type { ReportDifference } from '../difference';
import type { StatedFigures } from '../evidence/stated-figures';
import { parseCaseEvent } from '../records/parse-event';
import type { AuditedPayout } from '../records/payouts/audited-payout';

/** The first schema version in which a decision is compared with the evidence of its case. */
const SINCE_VERSION = 2;

/** What the event that opened a case says, in minor units. */
interface CauseFigures {
  /** A return alone, which bears no more than itself. */
  readonly isReturn: boolean;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  /** Above the hold. */
  readonly excessMinor: bigint;
}

/** The audit cannot read the words that the case is about. */
const UNREADABLE = 'unreadable';

type Said = CauseFigures | typeof UNREADABLE;

interface BoundedCase {
  readonly payoutId: string | null;
  /** undefined: the event names no amount. */
  readonly said: Said | undefined;
  decision: CaseDecision | undefined;
}

type Charged = Reversal & Partial<Pick<HoldCaptured, 'heldAmountMinor'>>;
type Quarantined = Extract<NotificationEvent, { type: 'NotificationQuarantined' }>['data'];
type JudgedEvent = Extract<CaseEvent, { type: 'CaseDecisionProposed' | 'CaseDecisionConfirmed' }>;

/** What the books know besides the events of cases. */
export interface KnownFigures {
  payoutOf(payoutId: string): AuditedPayout | undefined;
  /** By the notification's event; undefined: the audit cannot read its words. */
  wordsOf(receivedEventId: string): StatedFigures | undefined;
  depositedMinor(accountId: string, depositId: string): bigint | undefined;
}

/** I20: the amount that people name in a decision is at most what the evidence of its case bears. */
export class DecisionBounds {
  /** By event: until its case is opened. */
  private readonly causes = new Map<string, Said>();
  private readonly cases = new Map<string, BoundedCase>();

  constructor(private readonly known: KnownFigures) {}

  /** What cannot be read is a difference of its own, and is left out here. */
  apply({ id, body, metadata }: RecordedEvent, report: ReportDifference): void {
    const { type, data } = body;
    if (type.startsWith('Case') && 'fault' in parseCaseEvent(body)) return;
    if (type === 'CaseOpened') return this.open(data as CaseOpened);
    if (type === 'CaseDecisionProposed' || type === 'CaseDecisionConfirmed')
      return this.judge(body as JudgedEvent, metadata.schemaVersion >= SINCE_VERSION, report);
    const said = this.saidIn(body);
    if (said === UNREADABLE || (said && Object.values(said).every(isReadable))) this.causes.set(id, said);
  }

  private open({ caseId, payoutId, cause }: CaseOpened): void {
    this.cases.set(caseId, { payoutId, said: this.causes.get(cause?.eventId), decision: undefined });
    this.causes.delete(cause?.eventId);
  }

  private judge({ type, data }: JudgedEvent, isBound: boolean, report: ReportDifference): void {
    const opened = this.cases.get(data.caseId);
    if (!opened) return;
    if (type === 'CaseDecisionProposed') opened.decision = data.decision;
    const { decision } = opened;
    const askedMinor = decision && namedMinor(decision);
    if (!isBound || !decision || askedMinor === undefined) return;
    const most = this.most(decision, opened);
    if (!data.bound)
      return report('I20', `${decision.type} names ${askedMinor} and was compared with nothing`);
    if (askedMinor > data.bound.amountMinor)
      report('I20', `${decision.type} names ${askedMinor}, above its bound of ${data.bound.amountMinor}`);
    if (most !== undefined && data.bound.amountMinor > most)
      report('I20', `${decision.type} has the bound ${data.bound.amountMinor}, the evidence bears ${most}`);
  }

  /** undefined: the books do not know the payout or the deposit, or the audit cannot read the words. */
  private most(decision: CaseDecision, { payoutId, said }: BoundedCase): bigint | undefined {
    if (decision.type === 'REVERSE_DEPOSIT')
      return this.known.depositedMinor(decision.accountId, decision.depositId);
    const payout = payoutId === null ? undefined : this.known.payoutOf(payoutId);
    if (!payout || said === UNREADABLE) return undefined;
    const { heldAmountMinor, originalAmountMinor } = payout;
    if (decision.type === 'CHARGE_CUSTOMER') return said?.excessMinor ?? 0n;
    if (decision.type === 'MARK_PAID') return greater(heldAmountMinor - originalAmountMinor, said?.feeMinor);
    const cost = said && said.amountMinor + said.feeMinor;
    return said?.isReturn ? cost : greater(heldAmountMinor, cost);
  }

  private saidIn({ type, data }: EventBody): Said | undefined {
    switch (type) {
      case 'PayoutOutcomeContradicted':
        return claimedIn(data as PayoutOutcomeContradicted);
      case 'ReconciliationBreakFound':
        return statedIn(data as ReconciliationBreak);
      case 'HoldCaptured':
      case 'ReleaseReversed':
        return chargedIn(data as Charged);
      case 'NotificationQuarantined':
        return this.quarantinedIn(data as Quarantined);
      default:
        return undefined;
    }
  }

  /** Several readings of the words are possible, so the largest one counts. A delivery like an earlier one opens no case. */
  private quarantinedIn({ receivedEventId, sameAsEventId }: Quarantined): Said | undefined {
    if (sameAsEventId !== undefined) return undefined;
    const words = this.known.wordsOf(receivedEventId);
    if (!words) return UNREADABLE;
    const { amountMinor, feeMinor } = words;
    return amountMinor === null
      ? undefined
      : { isReturn: false, amountMinor, feeMinor: feeMinor ?? 0n, excessMinor: 0n };
  }
}

/** An amount, or whether it is a return. */
const isReadable = (value: unknown): boolean => typeof value === 'bigint' || typeof value === 'boolean';

function namedMinor(decision: CaseDecision): bigint | undefined {
  if (decision.type === 'MARK_PAID') return decision.feeAmountMinor ?? undefined;
  return 'amountMinor' in decision ? decision.amountMinor : undefined;
}

const greater = (left: bigint, right: bigint | undefined): bigint =>
  right !== undefined && right > left ? right : left;

function claimedIn({ claim }: PayoutOutcomeContradicted): CauseFigures | undefined {
  if (!claim || claim.kind === 'failed') return undefined;
  const isReturn = claim.kind === 'returned';
  const { amountMinor, feeAmountMinor } = isReturn ? claim.returned : claim;
  return { isReturn, amountMinor, feeMinor: feeAmountMinor ?? 0n, excessMinor: 0n };
}

function statedIn({ line }: ReconciliationBreak): CauseFigures | undefined {
  if (!line) return undefined;
  const { kind, amountMinor, feeAmountMinor } = line;
  return { isReturn: kind === 'RETURN', amountMinor, feeMinor: feeAmountMinor ?? 0n, excessMinor: 0n };
}

/** Only what cost more than its hold opens a case. In version 1 the account paid the excess. */
function chargedIn(data: Charged): CauseFigures | undefined {
  const { originalAmountMinor: amountMinor, feeAmountMinor: feeMinor, excessMinor = 0n } = data;
  if (!isReadable(amountMinor) || !isReadable(feeMinor)) return undefined;
  const isAbove = amountMinor + feeMinor > (data.heldAmountMinor ?? amountMinor + feeMinor);
  return isAbove || excessMinor > 0n ? { isReturn: false, amountMinor, feeMinor, excessMinor } : undefined;
}
