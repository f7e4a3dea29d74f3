import type { AccountEvent } from '../../domain/account/events';
import type { FeeEvent } from '../../domain/journal/events';
import type { Currency } from '../../shared/money';
import type { Difference, ReportDifference } from '../difference';
import type { Ledger } from '../records/ledger';

type Settled = Extract<FeeEvent, { type: 'ProviderFeesSettled' }>['data'];

/** What one provider's fees come to in one currency at this place of the log. */
interface Fees {
  readonly provider: string;
  readonly currency: Currency;
  chargedMinor: bigint;
  reversedMinor: bigint;
  settledMinor: bigint;
}

interface Proposal {
  readonly figures: string;
  readonly proposedBy: string;
  /** How much was reversed at the place of the proposal. */
  readonly reversedMinor: bigint;
}

/**
 * I21: two persons settle a provider's fees, once for a reference, and at most what the provider was owed. The audit adds
 * the fees up itself. A fee may be reversed after the decision has read the books and before its own place. That is no fault:
 * the event says how much of it the decision knew.
 */
export class FeeSettlements {
  private readonly fees = new Map<string, Fees>();
  private readonly proposals = new Map<string, Proposal>();
  private readonly settled = new Set<string>();

  /** Adds up the fees of an account's event. */
  note({ type, data }: AccountEvent): void {
    if (type === 'HoldCaptured' || type === 'FundsReturned' || type === 'ReleaseReversed')
      this.feesOf(data).chargedMinor += data.feeAmountMinor;
    else if (type === 'CaptureReversed') this.feesOf(data).reversedMinor += data.feeAmountMinor;
  }

  apply(streamId: string, event: FeeEvent, report: ReportDifference): void {
    const { provider, reference } = event.data;
    if (streamId !== `provider-${provider}`) report('UNREADABLE', `speaks of provider ${provider}`);
    const name = `${provider} ${reference}`;
    if (this.settled.has(name)) report('I21', `${event.type}: reference ${reference} was settled before`);
    if (event.type === 'ProviderFeesSettled') return this.settle(name, event.data, report);
    const { reversedMinor } = this.feesOf(event.data);
    const { proposedBy } = event.data;
    this.proposals.set(name, { figures: figuresOf(event.data), proposedBy, reversedMinor });
  }

  /** The fees account of the books has what the settlements and the fees one by one add up to. */
  *checkTotals(ledger: Pick<Ledger, 'creditBalance'>): Generator<Difference> {
    for (const { provider, currency, chargedMinor, reversedMinor, settledMinor } of this.fees.values()) {
      const is = ledger.creditBalance(`provider:${provider}:fees`, currency);
      const due = chargedMinor - reversedMinor - settledMinor;
      const detail = `the fees owed in ${currency} are ${is}, ${due} was due`;
      if (is !== due) yield { invariant: 'I21', stream: `provider-${provider}`, revision: null, detail };
    }
  }

  private settle(name: string, data: Settled, report: ReportDifference): void {
    const fees = this.feesOf(data);
    this.checkPersons(name, data, report);
    this.checkBooks(fees, this.proposals.get(name), data, report);
    fees.settledMinor += data.amountMinor;
    const owed = data.chargedMinor - data.reversedMinor;
    if (data.amountMinor === 0n) report('I21', 'nothing is settled');
    if (fees.settledMinor > owed)
      report('I21', `${fees.settledMinor} are settled altogether, of ${owed} that were owed`);
    this.settled.add(name);
    this.proposals.delete(name);
  }

  private checkPersons(name: string, data: Settled, report: ReportDifference): void {
    const proposal = this.proposals.get(name);
    if (!proposal) return report('I21', `${data.reference} is settled without a proposal`);
    if (proposal.figures !== figuresOf(data))
      report('I21', `${figuresOf(data)} is settled, and ${proposal.figures} was proposed`);
    if (proposal.proposedBy !== data.proposedBy)
      report('I21', `${proposal.proposedBy} proposed it, not ${data.proposedBy}`);
    if (data.proposedBy === data.confirmedBy) report('I21', `${data.confirmedBy} alone settled it`);
  }

  /** The decision knows no fees that are to come, and every reversal that its proposal could know. */
  private checkBooks(
    fees: Fees,
    proposal: Proposal | undefined,
    data: Settled,
    report: ReportDifference,
  ): void {
    if (data.chargedMinor > fees.chargedMinor)
      report('I21', `rests on fees of ${data.chargedMinor}, the provider has charged ${fees.chargedMinor}`);
    const least = proposal?.reversedMinor ?? 0n;
    if (data.reversedMinor > fees.reversedMinor || data.reversedMinor < least)
      report(
        'I21',
        `rests on reversed fees of ${data.reversedMinor}, they went from ${least} to ${fees.reversedMinor}`,
      );
  }

  private feesOf({ provider, currency }: { provider: string; currency: Currency }): Fees {
    const key = `${provider} ${currency}`;
    const known = this.fees.get(key);
    if (known) return known;
    const none = { provider, currency, chargedMinor: 0n, reversedMinor: 0n, settledMinor: 0n };
    this.fees.set(key, none);
    return none;
  }
}

const figuresOf = ({ settlementId, currency, amountMinor, paidFrom, reference }: FeeEvent['data']): string =>
  JSON.stringify([settlementId, reference, currency, String(amountMinor), paidFrom]);
