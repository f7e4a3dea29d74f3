import { STATEMENT_LINES, type StatementLines } from '../../queries/accounts/statement-lines';
import { WithFile } from '../export/file.dto';
import { PageDto } from '../fields/page.dto';
import { ChoiceField } from '../fields/request-fields';
import { NoFields, WithAsOf, WithPeriod } from '../fields/periods/period.dto';

export class BalanceDto extends WithAsOf(NoFields) {}

export class StatementDto extends WithFile(WithPeriod(PageDto, 'Booked')) {
  @ChoiceField(STATEMENT_LINES, {
    optional: true,
    default: 'entries',
    description:
      'payouts: what was booked of a payout in the period is one line, in the place of its last entry',
  })
  readonly lines?: StatementLines;
}
