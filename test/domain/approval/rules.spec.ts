import { asksForPayee, demandOf, type RequestFacts } from '../../../src/domain/approval/demand';
import type {
  ApprovalConditions,
  ApprovalRule,
  ApprovalRuleEvent,
} from '../../../src/domain/approval/events';
import { approvalRules, standingRules, type DecideRule } from '../../../src/domain/approval/rules';
import { given, outcomeOf } from '../given';

const rule = (over: Partial<ApprovalRule> = {}): ApprovalRule => ({
  text: 'Large payouts',
  conditions: { amountAtLeast: { amountMinor: 5_000_000n, currency: 'BRL' } },
  approvals: 1,
  expiryHours: null,
  effectiveFrom: null,
  ...over,
});
const decide = (person: string, over: Partial<DecideRule> = {}): DecideRule => ({
  type: 'DecideRule',
  ruleId: 'large',
  rule: rule(),
  reason: 'the bank asks for it',
  person,
  now: '2026-03-01T12:00:00.000Z',
  ...over,
});

function after(...commands: DecideRule[]): ApprovalRuleEvent[] {
  const history: ApprovalRuleEvent[] = [];
  for (const command of commands) {
    const decided = given(approvalRules, history).when(command);
    if (decided.ok) history.push(...decided.value);
  }
  return history;
}
const outcome = (history: ApprovalRuleEvent[], command: DecideRule) =>
  outcomeOf(given(approvalRules, history).when(command));
const standing = (history: ApprovalRuleEvent[], at: string) =>
  standingRules(history.reduce(approvalRules.evolve, approvalRules.initial), new Date(at));

describe('an approval rule', () => {
  test('is decided by two people', () => {
    expect(outcome([], decide('ana'))).toBe('ApprovalRuleProposed');
    expect(outcome(after(decide('ana')), decide('ana'))).toBe('nothing');
    expect(outcome(after(decide('ana')), decide('bea'))).toBe('ApprovalRuleConfirmed');
    expect(outcome(after(decide('ana'), decide('bea')), decide('eva'))).toBe('nothing');
  });

  test('is not confirmed by who made a key of its proposer', () => {
    const maker = decide('bea', { madeKeysOf: ['till', 'ana'] });
    expect(outcome(after(decide('ana')), maker)).toBe('KEY_MAKER_CANNOT_CONFIRM');
    expect(outcome(after(decide('eva')), maker)).toBe('ApprovalRuleConfirmed');
  });

  test('is another proposal when one figure differs', () => {
    const other = rule({ conditions: { amountAtLeast: { amountMinor: 1n, currency: 'BRL' } } });
    expect(outcome(after(decide('ana')), decide('bea', { rule: other }))).toBe('ApprovalRuleProposed');
  });

  test('is the same whatever order its fields come in', () => {
    const conditions = { provider: 'ntxpay', accountId: 'a' };
    const turned = { accountId: 'a', provider: 'ntxpay' };
    expect(
      outcome(
        after(decide('ana', { rule: rule({ conditions }) })),
        decide('bea', { rule: rule({ conditions: turned }) }),
      ),
    ).toBe('ApprovalRuleConfirmed');
  });

  test('stands from its confirmation, or from the later time that it names, in versions', () => {
    const later = rule({ approvals: 2, effectiveFrom: '2026-03-05T00:00:00.000Z' });
    const history = after(
      decide('ana'),
      decide('bea'),
      decide('ana', { rule: later }),
      decide('bea', { rule: later }),
    );
    const seen = (at: string) =>
      standing(history, at).map(({ version, rule: { approvals } }) => [version, approvals]);
    expect(seen('2026-03-01T11:59:59.999Z')).toEqual([]);
    expect(seen('2026-03-01T12:00:00.000Z')).toEqual([[1, 1]]);
    expect(seen('2026-03-05T00:00:00.000Z')).toEqual([[2, 2]]);
  });

  test('ends by two people too', () => {
    expect(outcome([], decide('ana', { rule: null }))).toBe('RULE_NOT_FOUND');
    const history = after(
      decide('ana'),
      decide('bea'),
      decide('ana', { rule: null, now: '2026-03-02T00:00:00.000Z' }),
      decide('bea', { rule: null, now: '2026-03-02T00:00:00.000Z' }),
    );
    expect(standing(history, '2026-03-01T23:59:59.999Z')).toHaveLength(1);
    expect(standing(history, '2026-03-02T00:00:00.000Z')).toEqual([]);
    expect(outcome(history, decide('ana', { rule: null }))).toBe('RULE_NOT_FOUND');
  });

  test.each([
    ['no approval', { approvals: 0 }],
    ['half an approval', { approvals: 1.5 }],
    ['eleven approvals', { approvals: 11 }],
    ['no time', { expiryHours: 0 }],
    [
      'an amount of nothing',
      { conditions: { amountAtLeast: { amountMinor: 0n, currency: 'BRL' as const } } },
    ],
  ])('is refused with %s', (_, over) => {
    expect(outcome([], decide('ana', { rule: rule(over) }))).toBe('RULE_INVALID');
  });
});

const facts: RequestFacts = {
  accountId: 'merchant-1',
  provider: 'connectpsp',
  clientId: 'shop',
  currency: 'BRL',
  amountMinor: 5_000_000n,
  requestedAt: '2026-03-01T12:00:00.000Z',
};
const demanded = (conditions: ApprovalConditions, isNewPayee = false, over: Partial<ApprovalRule> = {}) =>
  demandOf([{ ruleId: 'r', version: 1, text: 't', rule: rule({ conditions, ...over }) }], facts, {
    isNewPayee,
    defaultHours: 24,
  });

describe('what a payout has to wait for', () => {
  test.each<[string, ApprovalConditions, boolean]>([
    ['no condition', {}, true],
    ['the amount', { amountAtLeast: { amountMinor: 5_000_000n, currency: 'BRL' } }, true],
    ['a higher amount', { amountAtLeast: { amountMinor: 5_000_001n, currency: 'BRL' } }, false],
    ['another currency', { amountAtLeast: { amountMinor: 1n, currency: 'USD' } }, false],
    ['the account', { accountId: 'merchant-1' }, true],
    ['another account', { accountId: 'merchant-2' }, false],
    ['another provider', { provider: 'ntxpay' }, false],
    ['another client', { clientId: 'other' }, false],
    ['all of them', { accountId: 'merchant-1', provider: 'connectpsp', clientId: 'shop' }, true],
    ['all but one', { accountId: 'merchant-1', provider: 'connectpsp', clientId: 'other' }, false],
    ['a known payee', { newPayee: true }, false],
  ])('follows %s', (_, conditions, applies) => {
    expect(demanded(conditions) !== undefined).toBe(applies);
  });

  test('follows a new payee, and asks for the history only where a rule could apply', () => {
    expect(demanded({ newPayee: true }, true)).toBeDefined();
    const asks = (conditions: ApprovalConditions) =>
      asksForPayee([{ ruleId: 'r', version: 1, text: 't', rule: rule({ conditions }) }], facts);
    expect(asks({ newPayee: true })).toBe(true);
    expect(asks({ newPayee: true, accountId: 'merchant-2' })).toBe(false);
    expect(asks({})).toBe(false);
  });

  test('expires after the default, or after the hours of the rule', () => {
    expect(demanded({})?.expiresAt).toBe('2026-03-02T12:00:00.000Z');
    expect(demanded({}, false, { expiryHours: 2 })?.expiresAt).toBe('2026-03-01T14:00:00.000Z');
  });

  test('takes the most approvals and the first expiry of several rules, and names them all', () => {
    const rules = [
      { ruleId: 'one', version: 1, text: 'one', rule: rule({ conditions: {}, approvals: 2 }) },
      { ruleId: 'two', version: 4, text: 'two', rule: rule({ conditions: {}, expiryHours: 1 }) },
    ];
    expect(demandOf(rules, facts, { isNewPayee: false, defaultHours: 24 })).toEqual({
      rules: [
        { ruleId: 'one', version: 1, text: 'one' },
        { ruleId: 'two', version: 4, text: 'two' },
      ],
      approvals: 2,
      expiresAt: '2026-03-01T13:00:00.000Z',
    });
  });
});
