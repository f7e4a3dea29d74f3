import { createHash } from 'node:crypto';
import type { AccountEvent, FundsDeposited } from '../../domain/account/events';
import type { ReportDifference } from '../difference';
import { isConnectPspSignature } from './signature';
import { readStatedDeposit } from './stated-deposit';

type Shown = Pick<FundsDeposited, 'provider' | 'amountMinor' | 'reference' | 'evidence' | 'personal'>;

/** What deposits rest on: the provider's own words, where a client has shown any. It keeps counts, never a text. */
export class DepositEvidenceCheck {
  /** Deposits that rest on the word of their client alone. */
  withoutEvidence = 0;
  /** Deposits whose evidence is no document that the audit knows: its hash is checked, its figures are not. */
  unreadable = 0;
  /** Evidence with a signature for which the audit has no rule or no key. */
  uncheckedSignatures = 0;

  constructor(private readonly signingKeys: readonly string[]) {}

  /** A deposit that waits shows its evidence when it is requested, and not again when it is booked. */
  apply({ type, data }: AccountEvent, report: ReportDifference): void {
    if (type === 'DepositRequested') this.check(data, report);
    if (type === 'FundsDeposited' && !data.approvedBy) this.check(data, report);
  }

  private check(deposit: Shown, report: ReportDifference): void {
    const { evidence, personal } = deposit;
    if (!evidence) {
      this.withoutEvidence += 1;
      return;
    }
    const text = personal?.evidenceText;
    if (text === undefined) return report('I16', 'the evidence of the deposit has no text');
    if (createHash('sha256').update(text).digest('hex') !== evidence.textHash)
      report('I16', 'the text of the deposit’s evidence has another hash');
    this.checkSignature(deposit, text, report);
    this.checkFigures(deposit, text, report);
  }

  private checkSignature({ provider, evidence }: Shown, text: string, report: ReportDifference): void {
    if (!evidence?.signature) return;
    const { signingKeys } = this;
    if (provider !== 'connectpsp' || signingKeys.length === 0) this.uncheckedSignatures += 1;
    else if (!isConnectPspSignature(evidence.signature, Buffer.from(text), signingKeys))
      report('I16', 'the signature of the deposit’s evidence is not the one of its text');
  }

  private checkFigures(deposit: Shown, text: string, report: ReportDifference): void {
    const { provider, evidence, amountMinor, reference } = deposit;
    const stated = readStatedDeposit(provider, evidence!.kind, text);
    if (!stated) {
      this.unreadable += 1;
      return;
    }
    if (!stated.isReceived) return report('I16', 'the deposit’s evidence says nothing of money received');
    if (!stated.amounts.includes(amountMinor))
      report('I16', `the deposit is of ${amountMinor}, its evidence says ${stated.amounts.join(' or ')}`);
    if (!stated.names.includes(reference))
      report('I16', 'the deposit’s evidence does not name its reference');
  }
}
