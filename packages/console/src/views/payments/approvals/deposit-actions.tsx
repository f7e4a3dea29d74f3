import { answerOf, api, type Schema } from '../../../shared/api/client';
import { useWords } from '../../../shared/i18n/words';
import { Money } from '../../../shared/ui/figures';
import { Facts } from '../../../shared/ui/page';
import { DecideWaiting } from './decide-waiting';

type WaitingDeposit = Pick<
  Schema<'DepositRequest'>,
  'id' | 'accountId' | 'status' | 'amount' | 'currency' | 'reference' | 'recordedBy' | 'approval'
>;

/** What a person can do with a deposit that waits. */
export function DepositActions({ deposit }: { readonly deposit: WaitingDeposit }) {
  const { approvals } = useWords();
  const path = { id: deposit.accountId, depositId: deposit.id };
  const params = (key: string) => ({ path, header: { 'Idempotency-Key': key } });
  return (
    <DecideWaiting
      isWaiting={deposit.status === 'AWAITING_APPROVAL'}
      figures={<Figures deposit={deposit} />}
      approval={{
        title: approvals.approveDeposit,
        effect: approvals.depositEffect,
        send: key =>
          answerOf(api.POST('/v1/accounts/{id}/deposits/{depositId}/approve', { params: params(key) })),
      }}
      rejection={{
        title: approvals.rejectDeposit,
        effect: approvals.depositRejectEffect,
        send: (key, reason) =>
          answerOf(
            api.POST('/v1/accounts/{id}/deposits/{depositId}/reject', {
              params: params(key),
              body: { reason },
            }),
          ),
      }}
    />
  );
}

function Figures({ deposit }: { readonly deposit: WaitingDeposit }) {
  const { payout: words, approvals } = useWords();
  return (
    <Facts
      of={[
        [words.amount, <Money amount={deposit.amount} currency={deposit.currency} />],
        [words.account, deposit.accountId],
        [words.reference, deposit.reference],
        [approvals.recordedBy, deposit.recordedBy],
        [approvals.rule, deposit.approval.rules.map(({ text }) => text).join(' · ')],
      ]}
    />
  );
}
