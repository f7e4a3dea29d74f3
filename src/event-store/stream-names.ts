import { fingerprint } from '../shared/ids';

/** The grammar of stream names: `<category>-<id>`. */
export const ACCOUNT_PREFIX = 'account-';
export const PAYOUT_PREFIX = 'payout-';
export const NOTIFICATION_PREFIX = 'notification-';
export const CASE_PREFIX = 'case-';
export const EXCHANGE_PREFIX = 'exchange-';
export const RECONCILIATION_PREFIX = 'reconciliation-';

export const accountStream = (accountId: string): string => ACCOUNT_PREFIX + accountId;
export const payoutStream = (payoutId: string): string => PAYOUT_PREFIX + payoutId;
export const caseStream = (caseId: string): string => CASE_PREFIX + caseId;
export const reconciliationStream = (statementId: string): string => RECONCILIATION_PREFIX + statementId;
/** What went over the wire for a payout. */
export const exchangeStream = (payoutId: string): string => EXCHANGE_PREFIX + payoutId;

/** Named by what the notification means, so that a duplicate delivery meets the first one. */
export const notificationStream = (provider: string, identity: readonly string[]): string =>
  `${NOTIFICATION_PREFIX}${provider}-${fingerprint(...identity).slice(0, 40)}`;

/**
 * What a payout is known by, to its client, to the provider, by the provider's own id and by the payment's id in PIX;
 * and what makes a deposit's Idempotency-Key unique over all accounts, a decision's over all cases.
 */
export type ReferenceKind =
  'client' | 'provider' | 'provider-id' | 'end-to-end-id' | 'return' | 'deposit-key' | 'decision-key';

/** One stream per reference: its first event reserves it for one holder for ever. */
export const referenceStream = (kind: ReferenceKind, owner: string, reference: string): string =>
  `reference-${fingerprint(kind, owner, reference).slice(0, 40)}`;
