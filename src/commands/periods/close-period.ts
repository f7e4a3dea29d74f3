import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PeriodSeal } from '../../domain/journal/events';
import { BOOKS_TIME_ZONE, type Month } from '../../domain/journal/periods/month';
import { periods, sealOf } from '../../domain/journal/periods/periods';
import { sumsOf, trialBalanceFingerprint } from '../../domain/journal/periods/trial-balance-text';
import { change } from '../../event-store/change';
import { EventStore, formatPosition } from '../../event-store/event-store';
import { PERIODS_STREAM, PROOF_LOG_STREAM } from '../../event-store/stream-names';
import type { ProofLogEvent } from '../../event-store/log/proof-events';
import { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { derivedId } from '../../shared/ids';
import { Bug, invariant } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import type { CommandResult, Refusal } from '../results';
import { blockersOf, EARLIER_PERIOD_OPEN, suspenseOf, type Blocker } from './blockers';
import { PeriodBooks, type BooksAtEnd } from './period-books';
import { loadPeriods } from './periods-on-record';

type ClosePeriodResult = Result<CommandResult<PeriodSeal>, Refusal>;

/** A person closes a month of the books. A month that is closed already is answered as it was closed. */
export class ClosePeriod extends Command<ClosePeriodResult> {
  constructor(
    /** The API client. */
    readonly person: string,
    readonly month: Month,
    /** Why the month may be closed with something on suspense; null: it may not. */
    readonly suspenseBecause: string | null,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

/** The seal rests on the read models as they are after everything that was recorded before the command came. */
@CommandHandler(ClosePeriod)
export class ClosePeriodHandler implements ICommandHandler<ClosePeriod> {
  constructor(
    private readonly store: EventStore,
    private readonly books: PeriodBooks,
    private readonly clock: Clock,
  ) {}

  /** @throws {Fault} also where the books are behind: nothing is written then */
  async execute(command: ClosePeriod): Promise<ClosePeriodResult> {
    const { month, suspenseBecause } = command;
    const { state, position } = await loadPeriods(this.store);
    const standing = sealOf(state, month.period);
    if (standing && position) return ok({ body: standing, position });
    const now = this.clock.now();
    const books = await this.books.atEnd(month);
    if (!books) throw new Fault('database', 'The read models are behind the events');
    const inBooks = { month, books, state, now };
    const blockers = await blockersOf(this.store, inBooks, suspenseBecause !== null);
    if (blockers.length > 0) return refuse(blocked(month, blockers));
    return this.seal(command, await this.sealFor(command, books, now));
  }

  private async sealFor(
    { month, person, suspenseBecause }: ClosePeriod,
    { lines, position }: BooksAtEnd,
    now: Date,
  ): Promise<PeriodSeal> {
    const suspense = suspenseOf(lines);
    return {
      ...termsOf(month),
      position: position && formatPosition(position),
      lines: lines.length,
      sums: balanced(sumsOf(lines)),
      fingerprint: trialBalanceFingerprint(lines),
      checkpoint: await this.lastCheckpoint(),
      suspense,
      suspenseBecause: suspense.length > 0 ? suspenseBecause : null,
      closedBy: person,
      closedAt: now.toISOString(),
    };
  }

  private async seal({ month, person, origin }: ClosePeriod, seal: PeriodSeal): Promise<ClosePeriodResult> {
    const cause = causeOfClient(
      person,
      origin,
      derivedId('ClosePeriod', month.period, person, seal.closedAt),
    );
    const { store, clock } = this;
    const order = { type: 'ClosePeriod', seal } as const;
    const changed = await change({ store, clock }, periods, PERIODS_STREAM, order, cause);
    if (!changed.ok) return refuse(blocked(month, [EARLIER_PERIOD_OPEN]));
    const closed = sealOf(changed.value.state, month.period);
    invariant(closed, `The period ${month.period} was closed and is not`);
    return ok({ body: closed, position: changed.value.position });
  }

  /** As the proof log signed it last. */
  private async lastCheckpoint(): Promise<string | null> {
    const last = await this.store.readLast(PROOF_LOG_STREAM);
    const body = last?.body as ProofLogEvent | undefined;
    return body?.type === 'ProofCheckpointSigned' ? body.data.checkpoint : null;
  }
}

const termsOf = ({ period, from, to }: Month) => ({
  period,
  timeZone: BOOKS_TIME_ZONE,
  from: from.toISOString(),
  to: to.toISOString(),
});

/** @throws {Bug} the two sides differ: such books are not sealed */
function balanced(sums: PeriodSeal['sums']): PeriodSeal['sums'] {
  const unequal = sums.find(({ debitTotalMinor, creditTotalMinor }) => debitTotalMinor !== creditTotalMinor);
  if (unequal) throw new Bug(`The books do not balance in ${unequal.currency}`);
  return sums;
}

const blocked = ({ period }: Month, blockers: readonly Blocker[]): Refusal => ({
  code: 'PERIOD_BLOCKED',
  message: `The period ${period} cannot be closed; \`blockers\` says why: ${blockers.map(({ kind }) => kind).join(', ')}`,
  blockers,
});
