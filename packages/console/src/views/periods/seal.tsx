import type { Schema } from '../../shared/api/client';
import { useWords } from '../../shared/i18n/words';
import { Money, Time } from '../../shared/ui/figures';
import { Facts, Panel } from '../../shared/ui/page';

interface SealProps {
  readonly of: Schema<'PeriodSeal'>;
  readonly period: string;
}

/** The sealed trial balance of a month, and the file with its lines. */
export function Seal({ of, period }: SealProps) {
  const { periods, common } = useWords();
  const lines = `/v1/ledger/trial-balance?${new URLSearchParams({ asOf: of.position ?? '0/0', format: 'csv' })}`;
  return (
    <Panel
      title={periods.seal}
      aside={
        of.position !== null && (
          <a className="button" href={lines} download={`trial-balance-${period}.csv`}>
            {common.download} CSV
          </a>
        )
      }
    >
      <Facts
        of={[
          [periods.closedBy, of.closedBy],
          [periods.closedAt, <Time at={of.closedAt} />],
          [periods.position, <span className="mono">{of.position ?? '–'}</span>],
          [periods.lines, of.lines],
          ...of.sums.map(
            sum => [periods.bothSides, <Money amount={sum.debitTotal} currency={sum.currency} />] as const,
          ),
          ...of.suspense.map(
            each => [each.ledgerAccount, <Money amount={each.balance} currency={each.currency} />] as const,
          ),
          ...(of.suspenseBecause === null ? [] : [[common.reason, of.suspenseBecause] as const]),
          [periods.fingerprint, <span className="mono small">{of.fingerprint}</span>],
        ]}
      />
    </Panel>
  );
}
