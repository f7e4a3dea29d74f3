import { answerOf, api } from '../../../shared/api/client';
import { useWords } from '../../../shared/i18n/words';
import { Money } from '../../../shared/ui/figures';
import { Facts } from '../../../shared/ui/page';
import type { Payout } from '../../../shared/ui/payout-columns';
import { DecideWaiting } from './decide-waiting';

/** What a person can do with a payout that waits. */
export function ApprovalActions({ payout }: { readonly payout: Payout }) {
  const { approvals } = useWords();
  const params = (key: string) => ({ path: { id: payout.id }, header: { 'Idempotency-Key': key } });
  return (
    <DecideWaiting
      isWaiting={payout.status === 'AWAITING_APPROVAL'}
      figures={<Figures payout={payout} />}
      approval={{
        title: approvals.approveTitle,
        effect: approvals.effect,
        send: key => answerOf(api.POST('/v1/payouts/{id}/approve', { params: params(key) })),
      }}
      rejection={{
        title: approvals.rejectTitle,
        effect: approvals.rejectEffect,
        send: (key, reason) =>
          answerOf(api.POST('/v1/payouts/{id}/reject', { params: params(key), body: { reason } })),
      }}
    />
  );
}

function Figures({ payout }: { readonly payout: Payout }) {
  const { payout: words, approvals } = useWords();
  const { approval } = payout;
  return (
    <Facts
      of={[
        [words.amount, <Money amount={payout.originalAmount} currency={payout.currency} />],
        [words.held, <Money amount={payout.heldAmount} currency={payout.currency} />],
        [words.payee, payout.payee.name ?? '—'],
        [words.account, payout.accountId],
        [words.reference, payout.externalReference],
        [approvals.rule, approval?.rules.map(({ text }) => text).join(' · ') ?? '—'],
      ]}
    />
  );
}
