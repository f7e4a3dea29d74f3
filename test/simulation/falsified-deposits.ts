import type { DepositRequested } from '../../src/domain/account/events';
import type { RecordedEvent } from '../../src/event-store/event-store';

/** As a process would read a deposit that waits if it took any demand for one approval. */
export const neededByOne = (event: RecordedEvent): RecordedEvent => {
  if (event.body.type !== 'DepositRequested') return event;
  const data = event.body.data as DepositRequested;
  const approval = { ...data.approval, approvals: 1 };
  return { ...event, body: { ...event.body, data: { ...data, approval } } };
};

/** As it would read it if it lost the recorder. */
export const recordedByNobody = (event: RecordedEvent): RecordedEvent =>
  event.body.type === 'DepositRequested'
    ? { ...event, body: { ...event.body, data: { ...event.body.data, clientId: 'nobody' } } }
    : event;
