import { ApiSchema } from '@nestjs/swagger';
import type { ListedLimit, ListedLimits } from '../../../commands/limits/list-limits';
import { formatAmount } from '../../../shared/money';
import { Amount, Choice, Integer, ListOf, Nested, Text, TextList, Time } from '../../fields/response-fields';
import { ChangeId } from './limit-change.response';
import { EFFECTS, KINDS, type Kind } from './limit-kinds';

type Proposal = ListedLimits['proposals'][number];
type Terms = NonNullable<Proposal['terms']>;

@ApiSchema({ name: 'LimitTerms' })
export class LimitTermsResponse {
  @Choice(KINDS)
  readonly kind!: Kind;
  @Text('BRL')
  readonly currency!: string;
  @Amount('50000.00', { nullable: true, description: 'The figure; null for DUPLICATE' })
  readonly amount!: string | null;
  @Text('2026-12-05', { nullable: true })
  readonly date!: string | null;
  @Integer(20, { nullable: true })
  readonly fromHour!: number | null;
  @Integer(6, { nullable: true })
  readonly toHour!: number | null;
  @Integer(10, { nullable: true })
  readonly withinMinutes!: number | null;
  @Choice(EFFECTS, { nullable: true })
  readonly effect!: string | null;
  @TextList('merchant-2')
  readonly exceptAccounts!: readonly string[];
  @Time({ nullable: true })
  readonly until!: string | null;

  static from(terms: Terms): LimitTermsResponse {
    const { kind, currency, amountMinor, date, fromHour, toHour, withinMinutes, effect } = terms;
    return {
      kind,
      currency,
      amount: amountMinor === undefined ? null : formatAmount(amountMinor, currency),
      date: date ?? null,
      fromHour: fromHour ?? null,
      toHour: toHour ?? null,
      withinMinutes: withinMinutes ?? null,
      effect: effect ?? null,
      exceptAccounts: terms.exceptAccounts ?? [],
      until: terms.until ?? null,
    };
  }
}

abstract class DecidedLimit {
  @Text('account-merchant-1/ACCOUNT_DAY', { description: 'What a refusal names: the scope and the kind' })
  readonly limit!: string;
  @Text('account-merchant-1')
  readonly scope!: string;
  @ChangeId()
  readonly changeId!: string;
  @Text('The first limit of this account')
  readonly reason!: string;
  @Text('alice')
  readonly proposedBy!: string;
}

@ApiSchema({ name: 'LimitInForce' })
export class LimitInForceResponse extends DecidedLimit {
  @Nested(() => LimitTermsResponse)
  readonly terms!: LimitTermsResponse;
  @Text('bob', {
    nullable: true,
    description: 'null: it only made the limit stricter, which one person may do',
  })
  readonly confirmedBy!: string | null;
  @Time()
  readonly effectiveFrom!: string;
  @Amount('1250.00', {
    nullable: true,
    description: 'Of this day or night; null where the limit is not of one account or client',
  })
  readonly used!: string | null;

  static from({ limit, version, usedMinor }: ListedLimit): LimitInForceResponse {
    const { scope, changeId, reason, proposedBy, confirmedBy, effectiveFrom } = version;
    const terms = version.terms!;
    const used = usedMinor === null ? null : formatAmount(usedMinor, terms.currency);
    const decided = { limit, scope, changeId, reason, proposedBy };
    return { ...decided, terms: LimitTermsResponse.from(terms), confirmedBy, effectiveFrom, used };
  }
}

@ApiSchema({ name: 'LimitToCome' })
export class LimitToComeResponse extends DecidedLimit {
  @Nested(() => LimitTermsResponse, { nullable: true })
  readonly terms!: LimitTermsResponse | null;
  @Text('bob', { nullable: true })
  readonly confirmedBy!: string | null;
  @Time()
  readonly effectiveFrom!: string;

  static from({ limit, version }: ListedLimits['toCome'][number]): LimitToComeResponse {
    const { scope, changeId, terms, reason, proposedBy, confirmedBy, effectiveFrom } = version;
    const shown = terms && LimitTermsResponse.from(terms);
    return { limit, scope, changeId, reason, proposedBy, terms: shown, confirmedBy, effectiveFrom };
  }
}

@ApiSchema({ name: 'LimitProposal' })
export class LimitProposalResponse extends DecidedLimit {
  @Nested(() => LimitTermsResponse, { nullable: true })
  readonly terms!: LimitTermsResponse | null;
  @Time({ nullable: true })
  readonly wantedFrom!: string | null;

  static from({
    scope,
    key,
    changeId,
    terms,
    reason,
    proposedBy,
    wantedFrom,
  }: Proposal): LimitProposalResponse {
    const shown = terms && LimitTermsResponse.from(terms);
    return { limit: `${scope}/${key}`, scope, changeId, reason, proposedBy, terms: shown, wantedFrom };
  }
}

@ApiSchema({ name: 'Limits' })
export class LimitsResponse {
  @ListOf(() => LimitInForceResponse)
  readonly inForce!: readonly LimitInForceResponse[];
  @ListOf(() => LimitToComeResponse, {
    description: 'Confirmed, and not begun. terms null: the limit ends then',
  })
  readonly toCome!: readonly LimitToComeResponse[];
  @ListOf(() => LimitProposalResponse, { description: 'Each waits for another person' })
  readonly proposals!: readonly LimitProposalResponse[];

  static from({ inForce, toCome, proposals }: ListedLimits): LimitsResponse {
    return {
      inForce: inForce.map(LimitInForceResponse.from),
      toCome: toCome.map(LimitToComeResponse.from),
      proposals: proposals.map(LimitProposalResponse.from),
    };
  }
}
