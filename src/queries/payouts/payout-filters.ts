import { sql, type RawBuilder } from 'kysely';
import { storable, storableJson } from '../../projections/engine/projection';
import type { PayoutStatus } from '../../projections/schema';
import { type Currency, parseAmount } from '../../shared/money';

export interface PayoutFilters {
  readonly accountId?: string | undefined;
  readonly status?: PayoutStatus | undefined;
  readonly provider?: string | undefined;
  readonly externalReference?: string | undefined;
  readonly endToEndId?: string | undefined;
  /** The provider's own id of the payment, or its transaction's. */
  readonly providerId?: string | undefined;
  /** A CPF or CNPJ without mask. */
  readonly payeeDocument?: string | undefined;
  readonly pixKey?: string | undefined;
  /** Of the key: no key is of two types. */
  readonly pixKeyType?: string | undefined;
  /** The original amount, with the digits of `currency`. */
  readonly amount?: string | undefined;
  readonly currency?: Currency | undefined;
  /** Requested at or after. */
  readonly from?: Date | undefined;
  /** Requested before. */
  readonly to?: Date | undefined;
}

type Condition = RawBuilder<boolean>;

/** What holds of a payout that all filters let through. An unknown provider has no payouts; it is no reason to fail. */
export const payoutConditions = (filters: PayoutFilters): Condition[] => [
  ...equal('accountId', filters.accountId),
  ...equal('status', filters.status),
  ...equal('provider', filters.provider),
  ...equal('externalReference', filters.externalReference),
  ...equal('endToEndId', filters.endToEndId),
  ...equal('currency', filters.currency),
  ...nameOfProvider(filters),
  ...payeeConditions(filters),
  ...amountCondition(filters),
  ...periodConditions(filters),
];

const equal = (column: string, value: string | undefined): Condition[] =>
  value === undefined ? [] : [sql<boolean>`${sql.ref(column)} = ${storable(value)}`];

const nameOfProvider = ({ providerId }: PayoutFilters): Condition[] => {
  if (providerId === undefined) return [];
  const id = storable(providerId);
  return [sql<boolean>`(${sql.ref('providerId')} = ${id} or ${sql.ref('transactionId')} = ${id})`];
};

/** In the words of the indexes. A key is looked for as the whole destination that it makes. */
function payeeConditions({ payeeDocument, pixKey, pixKeyType }: PayoutFilters): Condition[] {
  const conditions: Condition[] = [];
  if (payeeDocument !== undefined)
    conditions.push(sql<boolean>`payee ->> 'document' = ${storable(payeeDocument)}`);
  if (pixKey !== undefined) {
    const destination = storableJson({ type: 'PIX', pixKeyType, pixKey });
    conditions.push(sql<boolean>`payee -> 'destination' = ${destination}::jsonb`);
  }
  return conditions;
}

/** An amount that the currency cannot have is no payout's. */
const amountCondition = ({ amount, currency = 'BRL' }: PayoutFilters): Condition[] =>
  amount === undefined ? [] : [sql<boolean>`original_amount_minor = ${parseAmount(amount, currency) ?? -1n}`];

function periodConditions({ from, to }: PayoutFilters): Condition[] {
  const conditions: Condition[] = [];
  if (from !== undefined) conditions.push(sql<boolean>`requested_at >= ${from}`);
  if (to !== undefined) conditions.push(sql<boolean>`requested_at < ${to}`);
  return conditions;
}
