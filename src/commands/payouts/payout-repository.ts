import type { ExchangeEvent, PayoutStreamEvent } from '../../domain/exchange/events';
import { payoutVerdict } from '../../domain/notification/payout-verdict';
import type { PayoutEvent } from '../../domain/payout/events';
import { payout, type PayoutCommand, type PayoutRefusal, type PayoutState } from '../../domain/payout/payout';
import type { ChangeParts, Order } from '../../event-store/change';
import type { EventBody, RecordedEvent } from '../../event-store/event-store';
import { changeKnown, KnownStreams, readKnown } from '../../event-store/known-streams';
import { emptyStream, type Loaded, type StreamDecider } from '../../event-store/load';
import type { Cause } from '../../event-store/new-events';
import { isEventOf, PAYOUT_PREFIX, payoutStream } from '../../event-store/stream-names';
import { ok, type Result } from '../../shared/result';

/** What a payout's stream says: its state, and what the saga needs to know beside it. */
interface PayoutRecord {
  readonly state: PayoutState;
  readonly times: PayoutTimes;
  /** At some time the outcome was unknown and needed a person: the payout has a case. */
  readonly neededPerson: boolean;
  /** The ids of the notifications on which events of this stream are the verdict: each has had its effect. */
  readonly appliedNotifications: readonly string[];
}

/** A payout as its stream tells it. revision −1: no stream. */
export type LoadedPayout = PayoutRecord & Omit<Loaded<PayoutState>, 'state'>;

/** Our clock at the events of a payout. */
export interface PayoutTimes {
  readonly requestedAt?: Date;
  readonly submissionStartedAt?: Date;
  /** When the last submission was recorded, the first one or a repeat. */
  readonly lastSubmissionAt?: Date;
  readonly repeatDecidedAt?: Date;
  readonly lastEventAt?: Date;
}

/** Exchanges with the provider and their cause. */
export interface CausedExchanges {
  readonly events: readonly ExchangeEvent[];
  readonly cause: Cause;
}

export interface ChangeWithExchanges {
  readonly result: Result<LoadedPayout, PayoutRefusal>;
  /** False where the command was refused or decided nothing: then the exchanges are not in the payout's stream. */
  readonly isKept: boolean;
}

/** Keeps the exchanges if `command`, which comes next, decides something. */
interface KeepExchanges {
  readonly type: 'KeepExchanges';
  readonly exchanges: readonly ExchangeEvent[];
  readonly command: PayoutCommand;
}

type RecordCommand = PayoutCommand | KeepExchanges;

const payoutRecord: StreamDecider<PayoutRecord, RecordCommand, PayoutStreamEvent, PayoutRefusal> = {
  initial: { state: payout.initial, times: {}, neededPerson: false, appliedNotifications: [] },
  decide: (record, command) =>
    command.type === 'KeepExchanges' ? keepExchanges(record, command) : decideOnce(record, command),
  // An exchange is no activity of the payout: other processes go by what was concluded from it.
  evolve: (record, event, { metadata }) =>
    event.type === 'ProviderExchanged' ? record : recordAfter(record, event, new Date(metadata.occurredAt)),
};

/** Told of each event that this process has appended, with the payout after the append. It cannot fail. */
export type OnPayoutChange = (event: EventBody, payout: LoadedPayout) => void;

interface PayoutRepositoryParts extends ChangeParts {
  readonly onChange?: OnPayoutChange | undefined;
}

/** Payouts of which this process knows the state: those under way, and many that are settled. */
const MAX_KNOWN = 10_000;

/** Reads and changes payout streams; the stream's revision decides between two who change it at once. */
export class PayoutRepository {
  private readonly knownPayouts = new KnownStreams<PayoutRecord, PayoutStreamEvent>(payoutRecord, MAX_KNOWN);

  constructor(private readonly parts: PayoutRepositoryParts) {}

  /** The payout as this process last knew it, without a read. Another process may have changed it since. */
  findKnown(payoutId: string): LoadedPayout | undefined {
    const known = this.knownPayouts.get(payoutStream(payoutId));
    return known && flat(known);
  }

  /**
   * The payout as this process knows it; it is read where nothing is known. Only a step that begins with an append may rest
   * on it: what refuses, or calls a provider, uses `read`. @throws {Fault}
   */
  async load(payoutId: string): Promise<LoadedPayout> {
    return this.findKnown(payoutId) ?? this.read(payoutId);
  }

  /** The payout as the disk has it now. @throws {Fault} */
  async read(payoutId: string): Promise<LoadedPayout> {
    return flat(await readKnown(this.parts, this.knownPayouts, payoutRecord, payoutStream(payoutId)));
  }

  /** Takes an event of any stream from the process's subscription. */
  note(event: RecordedEvent): void {
    if (isEventOf(PAYOUT_PREFIX, event)) this.knownPayouts.note(event);
  }

  /**
   * A request of which nothing is known is appended before anything is read.
   * @throws {Fault} as `change` of the event store: repeat the command, it takes effect once
   */
  async change(
    payoutId: string,
    command: PayoutCommand,
    cause: Cause,
  ): Promise<Result<LoadedPayout, PayoutRefusal>> {
    return (await this.changeAll(payoutId, [{ command, cause }])).result;
  }

  /**
   * The same, with the exchanges before what the command decides, in one append: what rests on an exchange is never on disk
   * without it. @throws {Fault} as `change`: perhaps both are on disk, and perhaps neither is
   */
  changeWithExchanges(
    payoutId: string,
    command: PayoutCommand,
    cause: Cause,
    { events: exchanges, cause: exchangeCause }: CausedExchanges,
  ): Promise<ChangeWithExchanges> {
    const keep = { command: { type: 'KeepExchanges', exchanges, command }, cause: exchangeCause } as const;
    return this.changeAll(payoutId, [keep, { command, cause }]);
  }

  private async changeAll(
    payoutId: string,
    orders: readonly Order<RecordCommand>[],
  ): Promise<ChangeWithExchanges> {
    const unknown = orders[0]?.command.type === 'RequestPayout' ? emptyStream(payoutRecord) : undefined;
    const stream = payoutStream(payoutId);
    const appended: EventBody[] = [];
    const parts = {
      ...this.parts,
      announce: (events: readonly EventBody[]) => void appended.push(...events),
    };
    const changed = await changeKnown(parts, this.knownPayouts, payoutRecord, stream, orders, unknown);
    const after = flat(changed.after);
    this.tell(appended, after);
    const decision = changed.decisions.at(-1)!;
    const result = decision.ok ? ok(after) : decision;
    return { result, isKept: changed.isAppended };
  }

  private tell(appended: readonly EventBody[], payout: LoadedPayout): void {
    if (appended.length === 0) return;
    for (const event of appended) this.parts.onChange?.(event, payout);
    this.parts.announce?.(appended);
  }
}

/** A notification has an effect once, also when people have replaced its outcome before it is judged again. */
const decideOnce = (
  record: PayoutRecord,
  command: PayoutCommand,
): Result<readonly PayoutEvent[], PayoutRefusal> =>
  hasHadEffect(record, command) ? ok([]) : payout.decide(record.state, command);

/** An exchange changes no state, so the command then decides the same as here. */
function keepExchanges(
  record: PayoutRecord,
  { exchanges, command }: KeepExchanges,
): Result<readonly ExchangeEvent[], PayoutRefusal> {
  const decided = decideOnce(record, command);
  if (!decided.ok) return decided;
  return ok(decided.value.length > 0 ? exchanges : []);
}

const flat = ({ state: record, revision, position }: Loaded<PayoutRecord>): LoadedPayout => {
  const { state, times, neededPerson, appliedNotifications } = record;
  return { state, times, neededPerson, appliedNotifications, revision, position };
};

const recordAfter = (
  { state, times, neededPerson, appliedNotifications }: PayoutRecord,
  event: PayoutEvent,
  at: Date,
): PayoutRecord => ({
  state: payout.evolve(state, event),
  times: timesAfter(times, event, at),
  neededPerson: neededPerson || needsPerson(event),
  appliedNotifications: afterVerdict(appliedNotifications, event),
});

function hasHadEffect({ appliedNotifications }: PayoutRecord, command: PayoutCommand): boolean {
  const evidence = 'evidence' in command ? command.evidence : undefined;
  return evidence?.kind === 'notification' && appliedNotifications.includes(evidence.eventId);
}

function afterVerdict(applied: readonly string[], event: PayoutEvent): readonly string[] {
  const verdict = payoutVerdict(event);
  return verdict ? [...applied, verdict.receivedEventId] : applied;
}

const needsPerson = (event: PayoutEvent): boolean =>
  event.type === 'PayoutOutcomeUnknown' && event.data.needsPerson;

function timesAfter(times: PayoutTimes, event: PayoutEvent, at: Date): PayoutTimes {
  const lastEventAt = at;
  if (event.type === 'PayoutRequested') return { ...times, requestedAt: at, lastEventAt };
  if (event.type === 'PayoutSubmissionStarted')
    return { ...times, submissionStartedAt: at, lastSubmissionAt: at, lastEventAt };
  if (event.type === 'PayoutSubmissionRepeated') return { ...times, lastSubmissionAt: at, lastEventAt };
  if (event.type === 'PayoutRepeatDecided') return { ...times, repeatDecidedAt: at, lastEventAt };
  return { ...times, lastEventAt };
}
