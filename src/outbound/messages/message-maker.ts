import type { AccountEvent } from '../../domain/account/events';
import type { CaseEvent } from '../../domain/case/events';
import type { PayoutStreamEvent } from '../../domain/exchange/events';
import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import {
  ACCOUNT_PREFIX,
  CASE_PREFIX,
  caseStream,
  isEventOf,
  PAYOUT_PREFIX,
} from '../../event-store/stream-names';
import { depositData, caseData, payoutData, textOf } from './body';
import { type Message, payoutSubject } from './message';
import { payoutAsOf } from './payout-as-of';
import { TYPES_BY_EVENT } from './message-types';

type Streams = Pick<EventStore, 'readStream'>;

/** Endpoints read the same events at about the same time. So many messages are made once for all. */
const KEPT = 1_000;

/** Makes the message of an event from the streams alone, so that it is the same in every process and at every time. */
export class MessageMaker {
  private readonly made = new Map<string, Promise<Message | undefined>>();

  constructor(private readonly streams: Streams) {}

  /** undefined: no endpoint gets a message of it. @throws {Fault} also while a payout's request is not to be read yet */
  messageOf(event: RecordedEvent): Promise<Message | undefined> {
    if (!TYPES_BY_EVENT[event.body.type]) return Promise.resolve(undefined);
    const known = this.made.get(event.id);
    if (known) return known;
    const making = this.make(event);
    this.made.set(event.id, making);
    making.catch(() => this.made.delete(event.id));
    const [oldest] = this.made.keys();
    if (this.made.size > KEPT && oldest !== undefined) this.made.delete(oldest);
    return making;
  }

  private async make(event: RecordedEvent): Promise<Message | undefined> {
    if (isEventOf(ACCOUNT_PREFIX, event)) return this.ofAccount(event);
    if (isEventOf(PAYOUT_PREFIX, event)) return this.ofPayout(event, event.body.data.payoutId);
    return isEventOf(CASE_PREFIX, event) ? this.ofCase(event) : undefined;
  }

  private async ofAccount(event: RecordedEvent<AccountEvent>): Promise<Message | undefined> {
    const { body } = event;
    if (body.type === 'FundsHeld') return this.ofPayout(event, body.data.payoutId);
    if (body.type !== 'FundsDeposited' && body.type !== 'DepositReversed') return undefined;
    const type = TYPES_BY_EVENT[body.type]![0]!;
    const { accountId, depositId } = body.data;
    const text = textOf(type, event, depositData(body, event.position));
    return {
      ...sourceOf(event),
      type,
      subject: `deposit-${depositId}`,
      payoutId: null,
      accountId,
      callback: null,
      body: text,
    };
  }

  private async ofPayout(
    event: RecordedEvent<PayoutStreamEvent | AccountEvent>,
    payoutId: string,
  ): Promise<Message | undefined> {
    const payout = await payoutAsOf(this.streams, payoutId, event.position);
    const types = TYPES_BY_EVENT[event.body.type]!;
    const type = types.length > 1 && payout.approval !== null ? types[1]! : types[0]!;
    const body = textOf(type, event, payoutData(payout, event));
    return {
      ...sourceOf(event),
      type,
      subject: payoutSubject(payoutId),
      payoutId,
      accountId: payout.accountId,
      callback: payout.callback,
      body,
    };
  }

  private async ofCase(event: RecordedEvent<CaseEvent>): Promise<Message | undefined> {
    const { caseId } = event.body.data;
    for await (const { body } of readEvents(this.streams, caseStream(caseId), 0n, 1)) {
      if (body.type !== 'CaseOpened' || body.data.payoutId === null) return undefined;
      const { payoutId } = body.data;
      const { accountId, callback } = await payoutAsOf(this.streams, payoutId, event.position);
      const type = TYPES_BY_EVENT[event.body.type]![0]!;
      const text = textOf(type, event, caseData(body.data, event.body, event.position));
      const subject = payoutSubject(payoutId);
      return { ...sourceOf(event), type, subject, payoutId, accountId, callback, body: text };
    }
    return undefined;
  }
}

const sourceOf = ({ id, streamId, revision, recordedAt }: RecordedEvent) => ({
  source: { eventId: id, streamId, revision: Number(revision) },
  recordedAt,
});
