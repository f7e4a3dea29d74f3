import type { Difference } from '../../src/audit/difference';
import type { RecordedEvent } from '../../src/event-store/event-store';

/** An event that a command makes, told from the others of its stream by one field of its data. */
interface Effect {
  readonly streamId: string;
  readonly type: string;
  readonly where?: readonly [field: string, value: string];
}

/**
 * A command as its client knows it. Repeats of one command are listed under one key, each with its own answer:
 * `none` is a client that never learnt the outcome.
 */
export interface IssuedCommand {
  readonly key: string;
  readonly answer: 'acknowledged' | 'refused' | 'none';
  /** Once each where acknowledged; at most once each otherwise. */
  readonly effects: readonly Effect[];
  /** Never, where it was only ever refused. */
  readonly forbidden: readonly Effect[];
}

type Answer = IssuedCommand['answer'];

export function issuedOpenAccount(accountId: string, answer: Answer): IssuedCommand {
  const opened = { streamId: `account-${accountId}`, type: 'AccountOpened' };
  // Refused means that somebody else has opened it: there is nothing that may not be.
  return {
    key: `open ${accountId} ${answer === 'refused' ? 'again' : ''}`,
    answer,
    effects: [opened],
    forbidden: [],
  };
}

export function issuedDeposit(accountId: string, depositId: string, answer: Answer): IssuedCommand {
  const where = ['depositId', depositId] as const;
  const deposited = { streamId: `account-${accountId}`, type: 'FundsDeposited', where };
  return { key: `deposit ${depositId}`, answer, effects: [deposited], forbidden: [deposited] };
}

export function issuedPayout(accountId: string, payoutId: string, answer: Answer): IssuedCommand {
  const where = ['payoutId', payoutId] as const;
  const requested = { streamId: `payout-${payoutId}`, type: 'PayoutRequested' };
  const held = { streamId: `account-${accountId}`, type: 'FundsHeld', where };
  const captured = { streamId: `account-${accountId}`, type: 'HoldCaptured', where };
  const submitted = { streamId: `payout-${payoutId}`, type: 'PayoutSubmissionStarted' };
  // Neither is a refused payout's money ever set aside, not even for a while.
  const forbidden = [held, submitted, captured];
  return { key: `payout ${payoutId}`, answer, effects: [requested, held], forbidden };
}

/** I8: what was acknowledged is on disk, once. I9: what was refused has changed nothing. */
export function commandViolations(
  events: readonly RecordedEvent[],
  commands: readonly IssuedCommand[],
): Difference[] {
  const count = counter(events);
  const byKey = new Map<string, IssuedCommand[]>();
  for (const command of commands) byKey.set(command.key, [...(byKey.get(command.key) ?? []), command]);
  return [...byKey.values()].flatMap(repeats => violationsOf(repeats, count));
}

function violationsOf(repeats: readonly IssuedCommand[], count: (effect: Effect) => number): Difference[] {
  const { key, effects, forbidden } = repeats[0]!;
  const acknowledged = repeats.some(({ answer }) => answer === 'acknowledged');
  const refused = repeats.every(({ answer }) => answer === 'refused');
  const found: Difference[] = [];
  const check = (invariant: 'I8' | 'I9', effect: Effect, least: number, most: number) => {
    const times = count(effect);
    const detail = `"${key}" made ${effect.type} ${times} times`;
    if (times < least || times > most)
      found.push({ invariant, stream: effect.streamId, revision: null, detail });
  };
  for (const effect of effects) check('I8', effect, acknowledged ? 1 : 0, 1);
  if (refused) for (const effect of forbidden) check('I9', effect, 0, 0);
  return found;
}

/** One pass over the events, however many commands are asked about. */
function counter(events: readonly RecordedEvent[]): (effect: Effect) => number {
  const counts = new Map<string, number>();
  const note = (...parts: string[]) => {
    const key = JSON.stringify(parts);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const { streamId, body } of events) {
    note(streamId, body.type);
    for (const [field, value] of Object.entries(body.data)) {
      if (typeof value === 'string') note(streamId, body.type, field, value);
    }
  }
  return ({ streamId, type, where = [] }) => counts.get(JSON.stringify([streamId, type, ...where])) ?? 0;
}
