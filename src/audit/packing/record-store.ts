import { SpillFile } from './spill-file';

/** Enough for what is under way at one time. What is settled is seldom looked at again. */
const LIVE_RECORDS = 512;

/** Where the records of one audit are. The audit closes it at its end. */
export class RecordStore {
  readonly file = new SpillFile();

  /** `liveRecords`: of each kind so many stay in memory as objects, and twice as many at most. */
  constructor(readonly liveRecords = LIVE_RECORDS) {}

  close(): void {
    this.file.close();
  }
}
