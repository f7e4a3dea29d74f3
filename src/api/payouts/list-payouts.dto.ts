import { isDocument } from '../../domain/pix/document';
import { isPixKeyOfSomeType, pixKeyTypeOf } from '../../domain/pix/pix-key';
import type { PayoutFilters } from '../../queries/payouts/payout-filters';
import { PAYOUT_STATUSES, type PayoutStatus } from '../../queries/payouts/payout-view';
import type { Currency } from '../../shared/money';
import { WithFile } from '../export/file.dto';
import { FieldRule } from '../fields/field-rules';
import { PageDto } from '../fields/page.dto';
import { periodOf } from '../fields/periods/period';
import { WithPeriod } from '../fields/periods/period.dto';
import {
  ChoiceField,
  CurrencyField,
  Field,
  PayoutAmountField,
  ProviderField,
  TextField,
} from '../fields/request-fields';

const NEEDS_PERSONAL = 'Needs `personal:read`; the search is recorded';

/** Text of which a rule says that it is one of its kind. */
const TextOf = (wanted: string, is: (text: string) => boolean, example: string): PropertyDecorator =>
  Field(
    FieldRule(`must be ${wanted}`, value => typeof value === 'string' && is(value)),
    { type: String, example },
    { optional: true, description: NEEDS_PERSONAL },
  );

export class ListPayoutsDto extends WithFile(WithPeriod(PageDto, 'Requested')) {
  @TextField(1, 200, { optional: true })
  readonly accountId?: string;
  @ChoiceField(PAYOUT_STATUSES, { optional: true })
  readonly status?: PayoutStatus;
  @ProviderField({ optional: true })
  readonly provider?: string;
  @TextField(1, 100, { optional: true })
  readonly externalReference?: string;
  @TextField(1, 100, { optional: true })
  readonly endToEndId?: string;
  @TextField(1, 200, {
    optional: true,
    description: 'The `providerId` or the `transactionId` of the payout',
  })
  readonly providerId?: string;
  @TextOf('a CPF or CNPJ with its check digits, without mask', isDocument, '12345678909')
  readonly payeeDocument?: string;
  @TextOf(
    'a PIX key (CPF, CNPJ without mask; PHONE +55…; EMAIL lower-case; EVP)',
    isPixKeyOfSomeType,
    'maria@example.com',
  )
  readonly pixKey?: string;
  @PayoutAmountField({ optional: true, description: 'The original amount, in `currency` or BRL' })
  readonly amount?: string;
  @CurrencyField()
  readonly currency?: Currency;
}

export const payoutFilters = (query: ListPayoutsDto): PayoutFilters => ({
  accountId: query.accountId,
  status: query.status,
  provider: query.provider,
  externalReference: query.externalReference,
  endToEndId: query.endToEndId,
  providerId: query.providerId,
  payeeDocument: query.payeeDocument,
  pixKey: query.pixKey,
  pixKeyType: query.pixKey === undefined ? undefined : pixKeyTypeOf(query.pixKey),
  amount: query.amount,
  currency: query.currency ?? (query.amount === undefined ? undefined : 'BRL'),
  ...periodOf(query),
});
