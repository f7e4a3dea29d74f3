import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { periods, type PeriodRefusal } from '../../domain/journal/periods/periods';
import { change } from '../../event-store/change';
import { EventStore } from '../../event-store/event-store';
import { PERIODS_STREAM } from '../../event-store/stream-names';
import { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { ok, refuse, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { refusal, type CommandResult, type PeriodReopening, type Refusal } from '../results';

type ReopenPeriodResult = Result<CommandResult<PeriodReopening>, Refusal>;

/** One person wants a closed month open again; the same by another person takes its seal off. */
export class ReopenPeriod extends Command<ReopenPeriodResult> {
  constructor(
    /** The API client. */
    readonly person: string,
    readonly period: string,
    readonly reason: string,
    readonly origin: Origin = NO_ORIGIN,
    /** The clients whose keys the person made. */
    readonly madeKeysOf: readonly string[] = [],
  ) {
    super();
  }
}

@CommandHandler(ReopenPeriod)
export class ReopenPeriodHandler implements ICommandHandler<ReopenPeriod> {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  async execute({ person, period, reason, origin, madeKeysOf }: ReopenPeriod): Promise<ReopenPeriodResult> {
    const now = this.clock.now().toISOString();
    const cause = causeOfClient(person, origin, derivedId('ReopenPeriod', person, period, now));
    const order = { type: 'ReopenPeriod', period, reason, person, madeKeysOf, now } as const;
    const { store, clock } = this;
    const changed = await change({ store, clock }, periods, PERIODS_STREAM, order, cause);
    if (!changed.ok) return refuse(refusedFor(period, changed.refusal));
    const { state, position } = changed.value;
    const status = state.get(period)?.isClosed ? 'PROPOSED' : 'REOPENED';
    return ok({ body: { period, status }, position });
  }
}

const refusedFor = (period: string, code: PeriodRefusal): Refusal =>
  code === 'KEY_MAKER_CANNOT_CONFIRM'
    ? refusal(code, 'Another person has to confirm: you made a key of the proposer')
    : refusal('PERIOD_NOT_CLOSED', `The period ${period} is not closed`);
