import { ACCOUNT_STATUSES, type AccountStatus } from '../../queries/accounts/list-accounts';
import { CURRENCIES, type Currency } from '../../shared/money';
import { WithFile } from '../export/file.dto';
import { PageDto } from '../fields/page.dto';
import { WithAsOf } from '../fields/periods/period.dto';
import { ChoiceField, TextField } from '../fields/request-fields';

export class ListAccountsDto extends WithFile(WithAsOf(PageDto)) {
  @TextField(1, 64, { optional: true, description: 'The beginning of the id' })
  readonly id?: string;
  @TextField(1, 140, { optional: true, description: 'The beginning of the name, in upper or lower case' })
  readonly name?: string;
  @ChoiceField(CURRENCIES, { optional: true })
  readonly currency?: Currency;
  @ChoiceField(ACCOUNT_STATUSES, { optional: true, description: 'As it is now, also with `asOf`' })
  readonly status?: AccountStatus;
}
