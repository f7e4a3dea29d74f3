import type { PayoutRequested } from '../payout/events';
import type { ApprovalConditions, ApprovalDemand, ApprovalRule, DemandingRule } from './events';

/** A version of a rule that stands at the time of a request. */
export interface StandingRule extends DemandingRule {
  readonly rule: ApprovalRule;
}

export type RequestFacts = Pick<
  PayoutRequested,
  'accountId' | 'provider' | 'clientId' | 'currency' | 'amountMinor' | 'requestedAt'
>;

export type ApprovalSubject = 'PAYOUT' | 'DEPOSIT';

const HOUR_MS = 3_600_000;

/** Which rules are for payouts, and which for deposits. */
export const rulesFor = (subject: ApprovalSubject, rules: readonly StandingRule[]): StandingRule[] =>
  rules.filter(({ rule }) => (rule.for ?? 'PAYOUT') === subject);

/** Whether the request meets every condition but `newPayee`, which is not in the request. */
function meetsConditions(conditions: ApprovalConditions, request: RequestFacts): boolean {
  const { amountAtLeast, accountId, provider, clientId } = conditions;
  const isLarge =
    amountAtLeast === undefined ||
    (request.currency === amountAtLeast.currency && request.amountMinor >= amountAtLeast.amountMinor);
  return (
    isLarge &&
    (accountId ?? request.accountId) === request.accountId &&
    (provider ?? request.provider) === request.provider &&
    (clientId ?? request.clientId) === request.clientId
  );
}

/** Whether any rule that would apply asks for the payee's history. */
export const asksForPayee = (rules: readonly StandingRule[], request: RequestFacts): boolean =>
  rules.some(({ rule }) => rule.conditions.newPayee && meetsConditions(rule.conditions, request));

/**
 * What the payout or deposit has to wait for. Returns undefined when no rule applies. `defaultHours`: the expiry of a rule that names
 * none.
 */
export function demandOf(
  rules: readonly StandingRule[],
  request: RequestFacts,
  { isNewPayee, defaultHours }: { isNewPayee: boolean; defaultHours: number },
): ApprovalDemand | undefined {
  const applying = rules.filter(
    ({ rule: { conditions } }) =>
      meetsConditions(conditions, request) && (isNewPayee || !conditions.newPayee),
  );
  if (applying.length === 0) return undefined;
  const hours = Math.min(...applying.map(({ rule }) => rule.expiryHours ?? defaultHours));
  return {
    rules: applying.map(({ ruleId, version, text }) => ({ ruleId, version, text })),
    approvals: Math.max(...applying.map(({ rule }) => rule.approvals)),
    expiresAt: new Date(Date.parse(request.requestedAt) + hours * HOUR_MS).toISOString(),
  };
}
