import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../projections/engine/position';
import { Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { placeOf } from '../reading/position-at';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { currentLines, linesAt, type LedgerLine } from './ledger-lines';

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

/** As of now, as of a position, or as of a time (everything booked up to and including it). */
export class GetProviderFloats extends Query<Result<QueryResult<readonly ProviderFloat[]>, QueryRefusal>> {
  constructor(readonly asOf?: Position | Date) {
    super();
  }
}

const PROVIDERS = 'provider:';
const LEDGER_ACCOUNT = /^provider:([^:]+):(float|fees|suspense)$/;
type Sums = Record<'float' | 'fees' | 'suspense', bigint>;

@QueryHandler(GetProviderFloats)
export class GetProviderFloatsHandler implements IQueryHandler<GetProviderFloats> {
  constructor(private readonly database: Database) {}

  async execute({ asOf }: Pick<GetProviderFloats, 'asOf'> = {}): Promise<
    Result<QueryResult<readonly ProviderFloat[]>, QueryRefusal>
  > {
    const { body } = await readSnapshot(this.database, 'journal', async (transaction, now) => {
      if (asOf === undefined) return { at: now, lines: await currentLines(transaction, PROVIDERS) };
      const at = await placeOf(transaction, asOf, now);
      return at && { at, lines: await linesAt(transaction, PROVIDERS, at) };
    });
    if (!body) return refuse(queryRefusal('PROJECTION_BEHIND', 'The books have not reached that position'));
    return ok({ position: body.at, body: floatsOf(body.lines) });
  }
}

function floatsOf(lines: readonly LedgerLine[]): ProviderFloat[] {
  const found = new Map<string, { provider: string; currency: Currency; sums: Sums }>();
  for (const { ledgerAccount, currency, debitTotalMinor, creditTotalMinor } of lines) {
    const [, provider, kind] = LEDGER_ACCOUNT.exec(ledgerAccount) ?? [];
    if (provider === undefined || kind === undefined) continue;
    const key = `${provider} ${currency}`;
    const line = found.get(key) ?? { provider, currency, sums: { float: 0n, fees: 0n, suspense: 0n } };
    line.sums[kind as keyof Sums] = debitTotalMinor - creditTotalMinor;
    found.set(key, line);
  }
  return [...found.values()].map(floatView);
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
