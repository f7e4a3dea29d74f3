import fc from 'fast-check';
import type { AccountWriter } from '../../../src/commands/accounts/account-writer';
import type { AppendResult, ExpectedRevision, NewEvent } from '../../../src/event-store/event-store';
import { accountStream } from '../../../src/event-store/stream-names';
import { Fault } from '../../../src/shared/fault';
import { depositFunds, openAccount } from '../../domain/account/account-examples';
import { anyAccountCommand } from '../../domain/account/any-account-command';
import { asText } from '../../domain/given';
import { ACCOUNT, quiet, SnapshotWorld } from './snapshot-examples';

/** Which process gets a command: one of two that run, or one that starts again before. */
const process = fc.constantFrom(0, 1, 0, 1, 'restart 0', 'restart 1');
/** What becomes of the next page: it is written, it is lost, or only its acknowledgement is. */
const page = fc.constantFrom('written', 'written', 'lost', 'acknowledgement lost');

type Page = 'written' | 'lost' | 'acknowledgement lost';

/** Several processes write the account and its snapshot. */
class RestlessWorld extends SnapshotWorld {
  nextPage: Page = 'written';
  private readonly processes = [this.process(3), this.process(3)];

  constructor() {
    super();
    const append = this.store.append.bind(this.store);
    this.store.append = (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) =>
      stream.startsWith('snapshot-')
        ? this.appendPage(() => append(stream, expected, events))
        : append(stream, expected, events);
  }

  choose(which: number | string): AccountWriter {
    const index = Number(String(which).at(-1));
    if (typeof which === 'string') this.processes[index] = this.process(3);
    return this.processes[index]!;
  }

  private async appendPage(append: () => Promise<AppendResult>): Promise<AppendResult> {
    const fate = this.nextPage;
    if (fate === 'lost') throw new Fault('event store', 'It was lost');
    const appended = await append();
    if (fate === 'acknowledgement lost') throw new Fault('event store', 'The acknowledgement was lost');
    return appended;
  }
}

const bodiesOf = (world: SnapshotWorld) =>
  world.store.eventsOf(accountStream(ACCOUNT)).map(({ id, body }) => ({ id, body }));

describe('an account whose processes start again and share a snapshot', () => {
  it('decides as one process that keeps everything, and records the same events', async () => {
    let pages = 0;
    const steps = fc.array(fc.tuple(anyAccountCommand, process, page), { maxLength: 60, size: 'max' });
    await fc.assert(
      fc.asyncProperty(steps, async chosen => {
        const [plain, restless] = [new SnapshotWorld(), new RestlessWorld()];
        const one = plain.process(1_000_000);
        for (const command of [
          openAccount(),
          depositFunds({ depositId: 'd-0', reference: 'wire 0', amountMinor: 100n }),
        ]) {
          await plain.execute(one, command);
          await restless.execute(restless.choose(0), command);
        }
        for (const [command, which, fate] of chosen) {
          restless.nextPage = fate as Page;
          const expected = await plain.execute(one, command);
          const answer = await restless.execute(restless.choose(which), command);
          // A process that knows less may be right that there is nothing to do. Then it answers with the state it knows.
          expect(answer.ok ? 'taken' : answer.refusal).toBe(expected.ok ? 'taken' : expected.refusal);
          await quiet(3);
        }
        expect(bodiesOf(restless)).toEqual(bodiesOf(plain));
        expect(asText(await restless.process(3).state())).toBe(asText(await one.state()));
        expect(restless.logged.filter(({ level }) => level === 'error')).toEqual([]);
        pages += restless.pages.length;
      }),
      { numRuns: 60 },
    );
    expect(pages).toBeGreaterThan(100);
  });
});
