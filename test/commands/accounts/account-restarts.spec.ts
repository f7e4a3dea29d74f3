import fc from 'fast-check';
import type { AccountWriter } from '../../../src/commands/accounts/account-writer';
import type { AppendResult, ExpectedRevision, NewEvent } from '../../../src/event-store/event-store';
import type { AccountCommand } from '../../../src/domain/account/account';
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

const isOfSaga = (command: AccountCommand): boolean =>
  command.type === 'HoldFunds' || ('corrects' in command && !command.corrects);

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
          // The saga repeats a command: a process that knows less may say that there is nothing to do.
          if (answer.ok && !expected.ok && isOfSaga(command))
            expect(bodiesOf(restless)).toEqual(bodiesOf(plain));
          else expect(answer.ok ? 'taken' : answer.refusal).toBe(expected.ok ? 'taken' : expected.refusal);
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

  const deposit = depositFunds({ depositId: 'd-0', reference: 'wire 0', amountMinor: 100n });
  const [payoutId, provider] = ['b77a7015-8717-5a0f-98c8-8955fc7674ef', 'connectpsp'];
  const release = (corrects: boolean): AccountCommand => ({
    type: 'ReleaseHold',
    payoutId,
    provider,
    corrects,
  });
  const capture: AccountCommand = {
    type: 'CaptureHold',
    payoutId,
    provider,
    originalAmountMinor: 1n,
    feeAmountMinor: 0n,
    corrects: true,
  };

  it('carries out a correction by a process that knows only what was corrected before', async () => {
    const world = new RestlessWorld();
    const hold: AccountCommand = { type: 'HoldFunds', payoutId, amountMinor: 1n, currency: 'BRL' };
    const [one, another] = [world.choose(0), world.choose(1)];
    for (const command of [openAccount(), deposit, hold, release(false)]) await world.execute(one, command);
    await world.execute(another, depositFunds({ depositId: 'd-1', reference: 'wire 1', amountMinor: 100n }));
    await world.execute(one, capture);
    expect((await world.execute(another, release(true))).ok).toBe(true);
    expect(bodiesOf(world).at(-1)!.body.type).toBe('CaptureReversed');
  });
});
