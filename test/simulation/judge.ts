import { DepositFunds } from '../../src/commands/deposit-funds';
import { OpenAccount } from '../../src/commands/open-account';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { DECLINED_ON_REPEAT } from '../../src/domain/payout/payout';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { derivedId } from '../../src/shared/ids';
import { violationsOf } from '../support/coherent';
import {
  issuedDeposit,
  issuedOpenAccount,
  issuedPayout,
  type IssuedCommand,
} from '../support/coherent-commands';
import { payoutIdOf, type Told } from './simulated-client';
import type { SimulatedWorld } from './simulate';

/** Everything that is wrong with a simulated world at rest; none: its seed holds. */
export function judge(world: SimulatedWorld): string[] {
  const { events, payments, told, storedNotifications, bugs } = world;
  const providerRecords = payments.map(({ externalReference, amountMinor, status }) => ({
    externalReference,
    amountMinor,
    status,
    payments: 1,
  }));
  const commands = told.map(issued);
  // This provider never contradicts itself and notifies of our payouts only, so a contradiction or a quarantined
  // notification would be our own mistake: neither is a case here.
  const openCases = refusedOnRepeat(events);
  const violations = violationsOf({
    events,
    providerRecords,
    commands,
    storedNotifications,
    openCases,
    atRest: true,
  });
  return [...bugs, ...told.flatMap(differentAnswers), ...violations];
}

/** Payouts whose order was refused, but not at its only call: nothing proves that they were not paid. */
function refusedOnRepeat(events: readonly RecordedEvent[]): string[] {
  const last = new Map<string, PayoutEvent>();
  for (const { streamId, body } of events)
    if (streamId.startsWith('payout-')) last.set(streamId, body as PayoutEvent);
  return [...last.values()].flatMap(event =>
    event.type === 'PayoutSubmissionRepeated' ||
    (event.type === 'PayoutOutcomeUnknown' && event.data.reason.startsWith(DECLINED_ON_REPEAT))
      ? [event.data.payoutId]
      : [],
  );
}

/** I11: the same command with the same key is answered the same. */
function differentAnswers({ answers, command }: Told): string[] {
  const distinct = new Set(answers);
  return distinct.size > 1
    ? [`I11 ${command.constructor.name} was answered ${[...distinct].join(' and ')}`]
    : [];
}

function issued({ command, accepted, answers }: Told): IssuedCommand {
  const answer = accepted ? 'acknowledged' : answers.length > 0 ? 'refused' : 'none';
  if (command instanceof OpenAccount) return issuedOpenAccount(command.accountId, answer);
  if (command instanceof DepositFunds) {
    const depositId = derivedId('deposit', command.clientId, command.idempotencyKey);
    return issuedDeposit(command.request.accountId, depositId, answer);
  }
  return issuedPayout(command.request.accountId, payoutIdOf(command), answer);
}
