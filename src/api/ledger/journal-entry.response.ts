import { ApiSchema } from '@nestjs/swagger';
import { formatPosition } from '../../event-store/event-store';
import type { JournalEntryView, PostingView } from '../../queries/ledger/list-journal-entries';
import type { Page } from '../../queries/reading/page';
import type { VisibleAccounts } from '../../queries/reading/visible-accounts';
import { type Currency, formatAmount } from '../../shared/money';
import { PageOf } from '../fields/page.response';
import {
  AccountId,
  Amount,
  CurrencyCode,
  EndToEndId,
  EventId,
  Integer,
  ListOf,
  LogPosition,
  Nested,
  OR_NULL,
  PayoutId,
  ProviderCode,
  ProviderTime,
  Text,
  Time,
} from '../fields/response-fields';
import { eventName, ledgerAccountName } from '../fields/readable-names';
import { Code, CodeName } from './mappings/code-fields';
import {
  type CodeFields,
  type Coding,
  UnmappedAccountsResponse,
  UsedMappingResponse,
} from './mappings/coding';

/** Of a provider's ledger account the balance is made by all clients. */
const isOf = (ledgerAccount: string, accounts: VisibleAccounts): boolean =>
  accounts === '*' || accounts.some(accountId => ledgerAccount.startsWith(`account:${accountId}:`));

@ApiSchema({ name: 'Posting' })
export class PostingResponse {
  @Text('account:merchant-1:available')
  readonly ledgerAccount!: string;
  @Text('Available to merchant-1', { description: 'The name of the ledger account for people' })
  readonly ledgerAccountName!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @Amount('50.00')
  readonly debit!: string;
  @Amount('0.00')
  readonly credit!: string;
  @Amount('-950.00', {
    nullable: true,
    description:
      'Debits less credits of the ledger account after it; null where others share the ledger account with the client',
  })
  readonly balance!: string | null;
  @Code()
  readonly code?: string | null;
  @CodeName()
  readonly codeName?: string | null;

  static from(posting: PostingView, accounts: VisibleAccounts, code?: CodeFields): PostingResponse {
    const { ledgerAccount, currency } = posting;
    return {
      ledgerAccount,
      ledgerAccountName: ledgerAccountName(ledgerAccount),
      ...code,
      currency,
      debit: formatAmount(posting.debitMinor, currency),
      credit: formatAmount(posting.creditMinor, currency),
      balance: isOf(ledgerAccount, accounts) ? formatAmount(posting.balanceMinor, currency) : null,
    };
  }
}

@ApiSchema({ name: 'JournalEntry' })
export class JournalEntryResponse {
  @EventId()
  readonly id!: string;
  @AccountId({ nullable: true, description: 'null: the entry is about no customer' })
  readonly accountId!: string | null;
  @PayoutId(OR_NULL)
  readonly payoutId!: string | null;
  @ProviderCode(OR_NULL)
  readonly provider!: string | null;
  @Text('FundsHeld')
  readonly eventType!: string;
  @Text('Funds held for a payout', { description: 'The name of the event for people' })
  readonly eventName!: string;
  @Text('withdrawal-user-42-001', {
    nullable: true,
    description: 'Of the payout, the deposit or the fee settlement',
  })
  readonly reference!: string | null;
  @Text('User withdrawal', OR_NULL)
  readonly description!: string | null;
  @EndToEndId()
  readonly endToEndId!: string | null;
  @Text('account-merchant-1')
  readonly stream!: string;
  @Integer(2)
  readonly revision!: number;
  @LogPosition()
  readonly position!: string;
  @Time()
  readonly occurredAt!: string;
  @Time()
  readonly recordedAt!: string;
  @Time({ description: 'What periods go by: never before the entry before it' })
  readonly bookedAt!: string;
  @ProviderTime({ description: 'As the provider wrote it' })
  readonly providerTime!: string | null;
  @ListOf(() => PostingResponse)
  readonly postings!: readonly PostingResponse[];

  static from(entry: JournalEntryView, accounts: VisibleAccounts, coding?: Coding): JournalEntryResponse {
    return {
      id: entry.id,
      accountId: entry.accountId,
      payoutId: entry.payoutId,
      provider: entry.provider,
      eventType: entry.eventType,
      eventName: eventName(entry.eventType),
      reference: entry.reference,
      description: entry.description,
      endToEndId: entry.endToEndId,
      stream: entry.streamId,
      revision: Number(entry.revision),
      position: formatPosition(entry.position),
      occurredAt: entry.occurredAt.toISOString(),
      recordedAt: entry.recordedAt.toISOString(),
      bookedAt: entry.bookedAt.toISOString(),
      providerTime: entry.providerTime,
      postings: entry.postings.map(posting =>
        PostingResponse.from(posting, accounts, coding?.fieldsOf(posting.ledgerAccount, entry.bookedAt)),
      ),
    };
  }
}

@ApiSchema({ name: 'JournalEntryPage' })
export class JournalEntryPageResponse extends PageOf(JournalEntryResponse) {
  @Nested(() => UsedMappingResponse, { required: false, description: 'With `mapping`' })
  readonly mapping?: UsedMappingResponse;
  @Nested(() => UnmappedAccountsResponse, { required: false, description: 'With `mapping`: of this page' })
  readonly unmapped?: UnmappedAccountsResponse;

  static withCodes(
    page: Page<JournalEntryView>,
    accounts: VisibleAccounts,
    coding: Coding | undefined,
  ): JournalEntryPageResponse {
    const items = super.from(page, entry => JournalEntryResponse.from(entry, accounts, coding));
    return { ...items, ...coding?.summary() };
  }
}
