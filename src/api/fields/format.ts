import { type Currency, formatAmount } from '../../shared/money';

export const amountOrNull = (minor: bigint | null, currency: Currency): string | null =>
  minor === null ? null : formatAmount(minor, currency);

export const timeOrNull = (time: Date | null | undefined): string | null => time?.toISOString() ?? null;
