import type { SeededRandom } from './seeded-random';

/** How often what goes wrong, drawn anew for every seed; all are probabilities per occasion. */
export interface Faults {
  /** A process dies at one of its awaits. */
  readonly crash: number;
  /** The event store refuses without doing anything. */
  readonly storeAway: number;
  /** The event store has done it, but the answer is lost. */
  readonly acknowledgementLost: number;
  /** The provider never gets the order. */
  readonly orderLost: number;
  /** The provider takes the order, but its answer is lost. */
  readonly answerLost: number;
  readonly providerError: number;
  /** The provider refuses for lack of balance at that moment. */
  readonly providerShort: number;
  /** The provider asks for a pause instead of answering. */
  readonly tooMany: number;
  /** Minutes of the safety phase in which the provider cannot be reached at all; 0: none. */
  readonly outageMinutes: number;
  readonly notificationLost: number;
  readonly notificationTwice: number;
  /** The same words once more, in another body. */
  readonly notificationReworded: number;
  /** Another amount under the same name. */
  readonly notificationAltered: number;
  /** A sender that knows the secret reports a failure, or a payment with a false fee. */
  readonly notificationForged: number;
  /** Milliseconds a notification may take. */
  readonly notificationDelayMs: number;
  readonly clockJump: number;
  /** A process stands still for a while, in the middle of whatever it does, and then goes on. */
  readonly suspension: number;
  /** The provider looks at its balance before it looks for the key: it may refuse what it has accepted. */
  readonly balanceBeforeKey: boolean;
  /** The provider does not insist on unique references, so only the key protects from paying twice. */
  readonly referencesUnchecked: boolean;
  /** Of the payouts the provider settles. */
  readonly settledAsFailed: number;
  /** Share of the settled payouts for which the provider reports a status that Holdfast does not know; nothing was paid. */
  readonly cancelled: number;
  /** Of the payouts the provider settles: it says the opposite first. */
  readonly contradicted: number;
  /** Of the payouts the provider has paid. */
  readonly returned: number;
  /** Share of the paid payouts for which the provider reports a return of more than was paid. */
  readonly returnedTooMuch: number;
  /** Of the orders the provider takes: it takes them under two ids, of which it pays one at most. */
  readonly takenTwice: number;
  /** Of the payouts the provider has paid: it charges more than was expected at most. */
  readonly feeAboveHold: number;
}

export const NO_FAULTS: Faults = {
  crash: 0,
  storeAway: 0,
  acknowledgementLost: 0,
  orderLost: 0,
  answerLost: 0,
  providerError: 0,
  providerShort: 0,
  tooMany: 0,
  outageMinutes: 0,
  notificationLost: 0,
  notificationTwice: 0,
  notificationReworded: 0,
  notificationAltered: 0,
  notificationForged: 0,
  notificationDelayMs: 1_000,
  clockJump: 0,
  suspension: 0,
  balanceBeforeKey: false,
  referencesUnchecked: false,
  settledAsFailed: 0.3,
  cancelled: 0,
  contradicted: 0,
  returned: 0,
  returnedTooMuch: 0,
  feeAboveHold: 0,
  takenTwice: 0,
};

/** Each fault is off in about half of the seeds, so that rare ones are also seen alone. */
export function drawFaults(random: SeededRandom): Faults {
  const rate = (most: number): number => (random.chance(0.5) ? 0 : random.fraction() * most);
  return {
    crash: rate(0.04),
    storeAway: rate(0.1),
    acknowledgementLost: rate(0.1),
    orderLost: rate(0.4),
    answerLost: rate(0.4),
    providerError: rate(0.3),
    providerShort: rate(0.2),
    tooMany: rate(0.3),
    outageMinutes: random.pick([0, 0, 1, 5, 15]),
    notificationLost: rate(0.7),
    notificationTwice: rate(0.5),
    notificationReworded: rate(0.3),
    notificationAltered: rate(0.2),
    notificationForged: rate(0.4),
    notificationDelayMs: random.pick([0, 1_000, 60_000, 900_000]),
    clockJump: rate(0.05),
    suspension: rate(0.3),
    balanceBeforeKey: random.chance(0.5),
    referencesUnchecked: random.chance(0.7),
    settledAsFailed: random.fraction() * 0.6,
    cancelled: rate(0.2),
    contradicted: rate(0.3),
    returned: rate(0.6),
    returnedTooMuch: rate(0.3),
    feeAboveHold: rate(0.3),
    takenTwice: rate(0.3),
  };
}
