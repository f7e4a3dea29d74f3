import { DiskFull, Refused } from '../../shared/fault';
import { StartRefused } from '../start-refused';

interface Store {
  ping(): Promise<void>;
  readonly refusal: Refused | undefined;
}

/** Returns true when the store answers and the saga has read its events once. A text names what only a person can change. */
export async function eventStoreHealth(store: Store, isRead: () => boolean): Promise<boolean | string> {
  try {
    await store.ping();
    return isRead();
  } catch (error) {
    if (error instanceof DiskFull || error instanceof Refused) return error.message;
    throw error;
  }
}

/** Why waiting for the event store would be in vain; undefined where it would not. */
export const refusedStore = ({ refusal }: Store): StartRefused | undefined =>
  refusal && new StartRefused(refusal.message);
