import { BookedMovements } from '../commands/booked-movements';
import { Cases } from '../commands/cases';
import { Payouts } from '../commands/payouts';
import { ReconcileStatementHandler } from '../commands/reconcile-statement';
import { References } from '../commands/references';
import type { EventStore } from '../event-store/event-store';
import type { Database } from '../projections/schema';
import { readStatement } from '../providers/statements/read-statement';
import type { Moments } from '../queries/moments';
import { movementsInPeriod } from '../queries/movements-in-period';
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
