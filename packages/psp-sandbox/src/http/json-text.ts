import { LosslessNumber, stringify } from 'lossless-json';
import { formatAmount } from '../core/amount';

/** JSON text in which amounts keep their two decimals. */
export const jsonText = (value: object): string => stringify(value) ?? '';

/** An amount of reais that `jsonText` writes as a JSON number with two decimals. */
export const amountNumber = (minor: bigint): LosslessNumber => new LosslessNumber(formatAmount(minor));
