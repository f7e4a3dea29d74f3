import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { ok, type Result } from '../../shared/result';
import type { QueryResult, QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';

/** What the books say of the money at a provider, in minor units. */
export interface ProviderFloat {
  readonly provider: string;
  readonly currency: Currency;
  /** Debits less credits of `provider:<p>:float`: deposits less what was paid out. */
  readonly floatMinor: bigint;
  /** What the provider has charged: it takes it from the same money. */
  readonly feesMinor: bigint;
  /** Money put aside by decisions on cases; below zero where it came to the float. */
  readonly suspenseMinor: bigint;
  /** What the provider should have: the float less the fees. */
  readonly expectedMinor: bigint;
}

export class GetProviderFloats extends Query<Result<QueryResult<readonly ProviderFloat[]>, QueryRefusal>> {}

const LEDGER_ACCOUNT = /^provider:([^:]+):(float|fees|suspense)$/;
type Sums = Record<'float' | 'fees' | 'suspense', bigint>;

@QueryHandler(GetProviderFloats)
export class GetProviderFloatsHandler implements IQueryHandler<GetProviderFloats> {
  constructor(private readonly database: Database) {}

  async execute(): Promise<Result<QueryResult<readonly ProviderFloat[]>, QueryRefusal>> {
    const { body: rows, position } = await readSnapshot(this.database, 'journal', transaction =>
      transaction
        .selectFrom('ledgerBalance')
        .selectAll()
        .where('ledgerAccount', 'like', 'provider:%')
        .orderBy('ledgerAccount')
        .orderBy('currency')
        .execute(),
    );
    const found = new Map<string, { provider: string; currency: Currency; sums: Sums }>();
    for (const { ledgerAccount, currency, debitTotalMinor, creditTotalMinor } of rows) {
      const [, provider, kind] = LEDGER_ACCOUNT.exec(ledgerAccount) ?? [];
      if (provider === undefined || kind === undefined) continue;
      const key = `${provider} ${currency}`;
      const line = found.get(key) ?? { provider, currency, sums: { float: 0n, fees: 0n, suspense: 0n } };
      line.sums[kind as keyof Sums] = debitTotalMinor - creditTotalMinor;
      found.set(key, line);
    }
    return ok({ position, body: [...found.values()].map(floatView) });
  }
}

const floatView = ({
  provider,
  currency,
  sums,
}: {
  provider: string;
  currency: Currency;
  sums: Sums;
}): ProviderFloat => ({
  provider,
  currency,
  floatMinor: sums.float,
  feesMinor: -sums.fees,
  suspenseMinor: sums.suspense,
  expectedMinor: sums.float + sums.fees,
});
