import type { AccountCommand } from '../../../src/domain/account/account';
import { AccountWriter } from '../../../src/commands/accounts/account-writer';
import { accountRecord } from '../../../src/commands/accounts/account-record';
import type { NewEvent, RecordedEvent } from '../../../src/event-store/event-store';
import { load } from '../../../src/event-store/load';
import { accountSnapshotStream, accountStream } from '../../../src/event-store/stream-names';
import { derivedId } from '../../../src/shared/ids';
import { silentLogger, type LogFields } from '../../../src/shared/logging';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { captureHold, depositFunds, holdFunds, openAccount } from '../../domain/account/account-examples';

export const ACCOUNT = 'merchant-1';
export const payoutId = (number: number): string => derivedId('payout', String(number));

/** Tells how many events were read of the account's own stream. */
class CountingStore extends InMemoryEventStore {
  eventsRead = 0;

  override async *readStream(...args: Parameters<InMemoryEventStore['readStream']>) {
    for await (const event of super.readStream(...args)) {
      if (args[0] === accountStream(ACCOUNT)) this.eventsRead += 1;
      yield event;
    }
  }
}

/** A store, and processes that each write the one account. */
export class SnapshotWorld {
  readonly store = new CountingStore(new ManualClock());
  readonly logged: { level: 'warn' | 'error'; fields: LogFields; message: string }[] = [];
  private causes = 0;

  process(eventsPerPage = 10): AccountWriter {
    const log = (level: 'warn' | 'error') => (fields: LogFields, message: string) =>
      void this.logged.push({ level, fields, message });
    const logger = { ...silentLogger, warn: log('warn'), error: log('error') };
    const parts = { store: this.store, clock: new ManualClock(), logger, eventsPerPage };
    return new AccountWriter(ACCOUNT, parts);
  }

  execute(writer: AccountWriter, command: AccountCommand) {
    this.causes += 1;
    const causationId = derivedId('cause', String(this.causes));
    return writer.execute(command, { causationId, correlationId: ACCOUNT, actor: 'test' });
  }

  /** Opens the account and settles so many payouts; the last one stays on hold. */
  async settlePayouts(writer: AccountWriter, from: number, to: number): Promise<void> {
    await this.execute(writer, openAccount());
    await this.execute(writer, depositFunds({ amountMinor: 9_000_000n }));
    for (let number = from; number < to; number += 1) {
      await this.execute(writer, holdFunds({ payoutId: payoutId(number) }));
      if (number < to - 1) await this.execute(writer, captureHold({ payoutId: payoutId(number) }));
    }
    await quiet();
  }

  get pages(): readonly RecordedEvent[] {
    return this.store.eventsOf(accountSnapshotStream(ACCOUNT));
  }

  /** Appends a changed page behind the others. */
  forge(change: (last: RecordedEvent['body']) => object): void {
    const last = this.pages.at(-1)!;
    const body = { type: last.body.type, data: change(last.body) };
    const forged: NewEvent = { id: derivedId('forged', JSON.stringify(body)), body, metadata: last.metadata };
    this.store.appendNow(last.streamId, last.revision, [forged]);
  }

  /** As one reads it that knows no snapshots. */
  async folded() {
    return (await load(this.store, accountStream(ACCOUNT), accountRecord)).state.account;
  }
}

/** Lets everything that was begun in the background come to its end: the store in memory needs no time. */
export async function quiet(turns = 50): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise(resolve => setImmediate(resolve));
}
