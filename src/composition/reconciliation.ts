import { BookedMovements } from '../commands/reconciliation/booked-movements';
import { Cases } from '../commands/cases/case-repository';
import { Payouts } from '../commands/payouts/payout-repository';
import { ReconcileStatementHandler } from '../commands/reconciliation/reconcile-statement';
import { References } from '../commands/references';
import type { EventStore } from '../event-store/event-store';
import type { Database } from '../projections/schema';
import { readStatement } from '../providers/statements/read-statement';
import type { Moments } from '../queries/reading/read-model-freshness';
import { movementsInPeriod } from '../queries/ledger/movements-in-period';
import type { Clock } from '../shared/clock';

/** Nothing waits for what reconciliation records: there is nobody to wake. */
const announce = (): void => undefined;

/** Wires the one command that needs both the streams and the read models. */
export function reconcileStatement(
  store: EventStore,
  database: Database,
  moments: Pick<Moments, 'passed'>,
  clock: Clock,
): ReconcileStatementHandler {
  const parts = { store, clock, announce };
  const inPeriod = movementsInPeriod.bind(undefined, database);
  const booked = new BookedMovements(new Payouts(parts), new References(store, clock), inPeriod);
  return new ReconcileStatementHandler({
    store,
    cases: new Cases(parts),
    read: readStatement,
    booked,
    booksPassed: async () => (await moments.passed()).ok,
    clock,
  });
}
