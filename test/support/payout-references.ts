import { PayoutReferences } from '../../src/commands/payouts/payout-references';
import type { PayoutRepository } from '../../src/commands/payouts/payout-repository';
import { ReferenceEra } from '../../src/commands/payouts/reference-era';
import { References } from '../../src/commands/references';
import type { EventStore } from '../../src/event-store/event-store';
import type { Clock } from '../../src/shared/clock';

/** The references of one process over a store, as the engine wires them. */
export function referencesOver(store: EventStore, clock: Clock, payouts: PayoutRepository) {
  const references = new References(store, clock);
  const era = new ReferenceEra(store, clock);
  const payoutReferences = new PayoutReferences({ store, clock, references, payouts, era });
  return { references, payoutReferences };
}
