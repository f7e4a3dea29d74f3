import type { RecordedEvent } from '../../event-store/event-store';
import type { ReportDifference } from '../difference';
import type { FigureCheck } from '../evidence/figure-check';
import { LimitCheck } from '../limits/limit-check';
import type { AuditedAccount } from '../records/audited-account-state';
import type { AuditedPayout } from '../records/payouts/audited-payout';
import { DecisionBounds } from './decision-bounds';
import { ReferenceClaims } from './reference-claims';

interface Books {
  readonly accounts: ReadonlyMap<string, Pick<AuditedAccount, 'deposits'>>;
  readonly payouts: Pick<ReadonlyMap<string, AuditedPayout>, 'get'>;
  readonly figureCheck: Pick<FigureCheck, 'wordsOf'>;
}

/** The rules that compare an event with events of other streams. They see each event before the books keep it. */
export class RulesAcrossStreams {
  private readonly referenceClaims = new ReferenceClaims();
  private readonly limits = new LimitCheck();
  private readonly decisionBounds: DecisionBounds;

  constructor(private readonly books: Books) {
    this.decisionBounds = new DecisionBounds({
      payoutOf: payoutId => books.payouts.get(payoutId),
      wordsOf: receivedEventId => books.figureCheck.wordsOf(receivedEventId),
      depositedMinor: (accountId, id) => books.accounts.get(accountId)?.deposits.get(id)?.amountMinor,
    });
  }

  apply(event: RecordedEvent, report: ReportDifference): void {
    const { payouts } = this.books;
    this.referenceClaims.apply(event, payouts, report);
    this.limits.apply(event, payouts, report);
    this.decisionBounds.apply(event, report);
  }
}
