import type { PayoutStreamEvent } from '../../domain/exchange/events';
import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { payoutStream } from '../../event-store/stream-names';
import type { ApprovalResult, CommandResult } from '../results';

interface Wanted {
  readonly type: 'APPROVE' | 'REJECT';
}

/** What a person has decided on a payout, as it is recorded. */
export class PersonsDecisions {
  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  /** What the decision was answered when it took effect. Returns undefined when it never did. @throws {Fault} */
  async find(
    payoutId: string,
    person: string,
    { type }: Wanted,
  ): Promise<CommandResult<ApprovalResult> | undefined> {
    let approvals = 0;
    let needed = 1;
    for await (const event of readEvents(this.store, payoutStream(payoutId))) {
      const { body } = event;
      if (body.type === 'PayoutRequested') needed = body.data.approval?.approvals ?? needed;
      if (body.type === 'PayoutApproved') approvals = body.data.approval;
      if (isBy(event, person, type)) {
        const status = statusAfter(type, approvals, needed);
        return { body: { payoutId, status, approvals, needed }, position: event.position };
      }
    }
    return undefined;
  }
}

const isBy = ({ body }: RecordedEvent<PayoutStreamEvent>, person: string, type: Wanted['type']): boolean =>
  type === 'APPROVE'
    ? body.type === 'PayoutApproved' && body.data.approvedBy === person
    : body.type === 'PayoutApprovalRejected' && body.data.rejectedBy === person;

const statusAfter = (type: Wanted['type'], approvals: number, needed: number): ApprovalResult['status'] => {
  if (type === 'REJECT') return 'REJECTED';
  return approvals < needed ? 'AWAITING_APPROVAL' : 'PROCESSING';
};
