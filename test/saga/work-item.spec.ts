import fc from 'fast-check';
import { textOfWorkItem, workItemOf, type WorkItem } from '../../src/saga/work-item';

/** Texts as they stand in checkpoints on disk. They never change. */
const TEXTS: readonly (readonly [string, WorkItem])[] = [
  ['payout-6f1c2d7e-0000-4000-8000-000000000001', payout('6f1c2d7e-0000-4000-8000-000000000001')],
  ['payout-order@12', payout('order@12')],
  ['case-0b1e5c1c-0000-5000-8000-000000000002', decision('0b1e5c1c-0000-5000-8000-000000000002')],
  ['notification-ntxpay-9f86d081884c7d65', notification('notification-ntxpay-9f86d081884c7d65')],
  ['cause:payout-p1@0', opening('payout-p1', 0n)],
  ['cause:account-merchant-1@9007199254740993', opening('account-merchant-1', 9_007_199_254_740_993n)],
  ['cause:account-shop@home@7', opening('account-shop@home', 7n)],
  ['cause:notification-connectpsp-ab12@3', opening('notification-connectpsp-ab12', 3n)],
];

function payout(payoutId: string): WorkItem {
  return { kind: 'payout', payoutId };
}
function decision(caseId: string): WorkItem {
  return { kind: 'decision', caseId };
}
function notification(streamId: string): WorkItem {
  return { kind: 'notification', streamId };
}
function opening(streamId: string, revision: bigint): WorkItem {
  return { kind: 'opening', streamId, revision };
}

describe('the text of a work item', () => {
  it.each(TEXTS)('%s stands for its item, in both directions', (text, item) => {
    expect(workItemOf(text)).toEqual(item);
    expect(textOfWorkItem(item)).toBe(text);
  });

  it.each([
    'account-merchant-1',
    'cause:payout-1',
    'cause:payout-1@',
    'cause:@1',
    'cause:p@01',
    'cause:p@-1',
    '',
  ])('%p of another version is kept as it is', text => {
    expect(workItemOf(text)).toEqual({ kind: 'unknown', text });
    expect(textOfWorkItem({ kind: 'unknown', text })).toBe(text);
  });

  it('comes back from every text', () => {
    const prefix = fc.constantFrom('payout-', 'case-', 'notification-', 'cause:', 'account-', '');
    const suffix = fc.constantFrom('', '@', '@0', '@01', '@12', '@-1', '@1\n');
    fc.assert(
      fc.property(prefix, fc.string({ unit: 'binary' }), suffix, (head, middle, tail) => {
        const text = head + middle + tail;
        expect(textOfWorkItem(workItemOf(text))).toBe(text);
      }),
    );
  });

  it('gives every item back, and no two items share a text', () => {
    const id = fc.string({ unit: 'binary' });
    const stream = fc
      .tuple(fc.constantFrom('payout-', 'account-', 'notification-'), id)
      .map(parts => parts.join(''));
    const item = fc.oneof(
      id.map(payout),
      id.map(decision),
      id.map(text => notification(`notification-${text}`)),
      fc
        .tuple(stream, fc.bigInt({ min: 0n, max: 2n ** 63n }))
        .map(([name, revision]) => opening(name, revision)),
    );
    fc.assert(
      fc.property(item, each => {
        expect(workItemOf(textOfWorkItem(each))).toEqual(each);
      }),
    );
  });
});
