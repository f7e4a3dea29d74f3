import { WithFile } from '../export/file.dto';
import { PageDto } from '../fields/page.dto';
import { NoFields, WithAsOf, WithPeriod } from '../fields/periods/period.dto';

export class BalanceDto extends WithAsOf(NoFields) {}

export class StatementDto extends WithFile(WithPeriod(PageDto, 'Booked')) {}
