import type { LoadedPayout } from '../../commands/payouts/payout-repository';
import type { Provider } from '../../providers/port/provider';
import { quarantined, WAIT, type Verdict } from './notification-verdict';
import { returnIdOf, type DecisiveReport } from '../exchanges/report-recorder';
import type { Checked, SenderCheck } from './provider-confirmation';

/** What is told of a payout by somebody of whom only the secret is known. */
export interface Word {
  /** The work that waits for the provider's answer. */
  readonly key: string;
  readonly payoutId: string;
  readonly payout: LoadedPayout;
  readonly provider: Provider;
  readonly report: DecisiveReport;
  /** The provider's own id, where it is told. */
  readonly providerId: string | null;
  /** Whether it has waited as long as it may. Asked for after the provider's answer: that may have taken long. */
  readonly isLate: () => boolean;
}

/**
 * Why what the sender says cannot be recorded on its word, or not yet; undefined: it may be recorded. Of a payout without
 * an outcome nothing may be, before the provider itself has said it.
 * @throws {Fault}
 */
export async function doubtOf(word: Word, senders: SenderCheck): Promise<Verdict | undefined> {
  const { payoutId, payout, report, isLate } = word;
  const { state } = payout;
  if (state.status === 'rejected') return undefined;
  // Nobody has begun to send it, or somebody does at this moment: there is nothing to ask about.
  if (state.status === 'none' || state.status === 'requested')
    return isLate() ? quarantined(payoutId, 'NOT_CONFIRMED_BY_PROVIDER') : WAIT;
  const named = report.externalReference;
  if (named !== null && named !== state.request.externalReference)
    return quarantined(payoutId, 'REFERENCE_DIFFERS');
  const settled = state.status === 'completed' || state.status === 'failed';
  if (report.kind === 'returned') return settled ? doubtOfReturn(word, report, senders) : unpaid(word);
  // Against an outcome that stands it is only recorded: it moves nothing.
  return settled ? undefined : verdictOn(word, await outcome(word, report, senders));
}

type Outcome = Exclude<DecisiveReport, { kind: 'returned' }>;
type Return = Extract<DecisiveReport, { kind: 'returned' }>;

const outcome = (word: Word, report: Outcome, senders: SenderCheck): Promise<Checked> => {
  const { key, payout, provider, providerId } = word;
  const question = { key, payout, provider, providerId };
  return report.kind === 'failed' ? senders.failure(question) : senders.completion(question, report);
};

const unpaid = ({ payoutId, isLate }: Word): Verdict =>
  isLate() ? quarantined(payoutId, 'RETURN_BEFORE_COMPLETION') : { kind: 'wait', asks: payoutId };

async function doubtOfReturn(word: Word, report: Return, senders: SenderCheck): Promise<Verdict | undefined> {
  const { key, payout, provider } = word;
  const { state } = payout;
  // Of a payout that failed it is only recorded as a contradiction; what is known already moves nothing again.
  if (state.status !== 'completed') return undefined;
  const returnId = returnIdOf(provider.name, report.returnName);
  if (state.returns.some(known => known.returnId === returnId)) return undefined;
  return verdictOn(word, await senders.returned(key, state, provider, report));
}

/** What is not confirmed waits, while there is hope, and then for a person. */
function verdictOn({ payoutId, isLate }: Word, checked: Checked): Verdict | undefined {
  switch (checked) {
    case 'CONFIRMED':
      return undefined;
    case 'CONTRADICTED':
      return quarantined(payoutId, 'CONTRADICTED_BY_PROVIDER');
    case 'UNANSWERED':
      return WAIT;
    case 'OPEN':
      return isLate() ? quarantined(payoutId, 'NOT_CONFIRMED_BY_PROVIDER') : WAIT;
  }
}
