import type { Books } from '../../src/audit/books';
import { sealPart, type SnapshotPart } from '../../src/commands/accounts/snapshots/snapshot-pages';
import { replayBooks } from '../../src/audit/replay-books';
import type { AccountEvent } from '../../src/domain/account/events';
import { accountStream } from '../../src/event-store/stream-names';
import { ACCOUNT, SnapshotWorld } from '../commands/accounts/snapshot-examples';
import { storeOf } from '../support/history';

describe('a snapshot of an account', () => {
  it('is no part of the books, whatever it says', async () => {
    const world = new SnapshotWorld();
    await world.settlePayouts(world.process(), 0, 40);
    const { content } = world.pages[0]!.body.data as SnapshotPart;
    world.forge(({ data }) => {
      const { checksum: _checksum, ...part } = data as SnapshotPart;
      return sealPart({ ...part, content, follows: null });
    });
    const events = world.store.eventsOf(accountStream(ACCOUNT)).map(({ body }) => body as AccountEvent);
    const books = await replayBooks(world.store);
    const without = await replayBooks(storeOf(events));
    expect(books.ledger.sorted()).toEqual(without.ledger.sorted());
    expect(accountIn(books)).toEqual(accountIn(without));
  });
});

const accountIn = ({ accounts, holds, deposits }: Books) => {
  const { holds: _holds, deposits: _deposits, ...account } = accounts.get(ACCOUNT)!;
  return { ...account, holds: new Map(holds), deposits: new Map(deposits) };
};
