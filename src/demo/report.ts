import Table from 'cli-table3';
import { describeDifference } from '../audit/difference';
import type { AuditResult } from '../audit/verify-books';
import { showProgress } from '../command-line/settings';
import type { Scene } from './scenes';
import type { AccountAnswer, CaseAnswer, EventsAnswer, PayoutAnswer, TrialBalanceAnswer } from './views';

/** What the demo tells, and whether everything it checked holds. */
export class Report {
  private checks = 0;
  private readonly failed: string[] = [];

  say(text: string): void {
    showProgress('');
    console.log(text);
  }

  check(claim: string, holds: boolean): void {
    this.checks += 1;
    if (!holds) this.failed.push(claim);
    this.say(`  ${holds ? 'ok   ' : 'WRONG'} ${claim}`);
  }

  payouts(scenes: readonly Scene[], payouts: readonly PayoutAnswer[]): void {
    const table = tableOf(['payout', 'amount', 'fee', 'final', 'status', 'shows']);
    payouts.forEach((payout, index) => {
      const { externalReference, originalAmount, feeAmount, finalAmount, status, failure } = payout;
      const backs = payout.returns.map(({ amount, feeAmount }) => `${amount} back, fee ${feeAmount}`);
      const end = [status, ...(failure ? [failure.code] : []), ...backs].join('\n');
      const amounts = [originalAmount, feeAmount ?? '', finalAmount ?? ''];
      table.push([externalReference, ...amounts, end, scenes[index]!.shows]);
    });
    this.say(`\nPayouts\n${table.toString()}`);
  }

  balances(account: AccountAnswer, { accounts, totals }: TrialBalanceAnswer): void {
    const { available, held, total } = account.balance;
    this.say(`\nAccount ${account.id}: available ${available}, held ${held}, total ${total}`);
    const table = tableOf(['ledger account', 'debit', 'credit']);
    for (const { ledgerAccount, debit, credit } of accounts) table.push([ledgerAccount, debit, credit]);
    for (const { currency, debit, credit } of totals) table.push([`sum ${currency}`, debit, credit]);
    this.say(`Trial balance\n${table.toString()}`);
  }

  cases(cases: readonly CaseAnswer[]): void {
    const table = tableOf(['case', 'kind', 'what is wrong']);
    for (const { id, kind, detail } of cases) table.push([`${id.slice(0, 8)}…`, kind, detail]);
    this.say(`\nIn front of a person\n${table.toString()}`);
  }

  history({ externalReference }: PayoutAnswer, { items }: EventsAnswer): void {
    const lines = items.map(({ revision, type, recordedAt }) => `  ${revision} ${recordedAt} ${type}`);
    this.say(`\nHistory of ${externalReference}, as recorded\n${lines.join('\n')}\n`);
  }

  replay({ counts, fingerprint, differences }: AuditResult): void {
    this.say(
      `\nReplay of ${counts.events} events in ${counts.streams} streams: fingerprint ${fingerprint.slice(0, 16)}…`,
    );
    for (const difference of differences) this.say(`  ${describeDifference(difference)}`);
  }

  bundle({ externalReference }: PayoutAnswer, verdict: string): void {
    this.say(
      `\nA bundle of ${externalReference} for an auditor, as verify.mjs reads it\n${indent(verdict)}\n`,
    );
  }

  /** True if every check held. */
  verdict(): boolean {
    const all = this.failed.length === 0;
    this.say(all ? `\nEverything agrees: ${this.checks} checks.` : `\nWRONG: ${this.failed.join('; ')}`);
    return all;
  }
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');

const tableOf = (head: string[]): Table.Table =>
  new Table({
    head,
    style: { head: [], border: [], compact: true },
    colAligns: head.map(title =>
      ['amount', 'fee', 'final', 'debit', 'credit'].includes(title) ? 'right' : 'left',
    ),
  });
