import { sealPart, type SnapshotPart } from '../../../src/commands/accounts/snapshots/snapshot-pages';
import { accountStream } from '../../../src/event-store/stream-names';
import { asText } from '../../domain/given';
import { captureHold, holdFunds, releaseHold, returnFunds } from '../../domain/account/account-examples';
import { BRL, checkOf, DAY, type Limits } from '../../domain/limits/limit-examples';
import { ACCOUNT, payoutId, quiet, SnapshotWorld } from './snapshot-examples';

const sealed = (change: Partial<SnapshotPart>) => (body: { data: object }) => {
  const { checksum: _checksum, ...part } = { ...(body.data as SnapshotPart), ...change };
  return sealPart(part);
};

describe('an account that a process reads for the first time', () => {
  it('is read from its snapshot and the events after it', async () => {
    const world = new SnapshotWorld();
    await world.settlePayouts(world.process(), 0, 50);
    world.store.eventsRead = 0;
    const state = await world.process().state();
    expect(asText(state)).toBe(asText(await world.folded()));
    // 10 to learn that it is a long one, and fewer than a page and its last event.
    expect(world.pages.length).toBeGreaterThan(5);
    expect(world.store.eventsRead - Number(world.store.eventsOf(accountStream(ACCOUNT)).length)).toBeLessThan(
      25,
    );
    expect(world.logged).toEqual([]);
  });

  it('is read whole and without a look at snapshots where it is short', async () => {
    const world = new SnapshotWorld();
    await world.settlePayouts(world.process(), 0, 3);
    const state = await world.process().state();
    expect(asText(state)).toBe(asText(await world.folded()));
    expect(world.pages).toEqual([]);
  });

  it('decides a late repeat as before: nothing is held or captured a second time', async () => {
    const world = new SnapshotWorld();
    await world.settlePayouts(world.process(), 0, 50);
    const before = world.store.log.length;
    const later = world.process();
    for (const command of [holdFunds({ payoutId: payoutId(3) }), captureHold({ payoutId: payoutId(3) })])
      expect(await world.execute(later, command)).toMatchObject({ ok: true });
    expect(world.store.log.length).toBe(before);
    const tooMuch = returnFunds({ payoutId: payoutId(3), amountMinor: 5_001n });
    expect(await world.execute(later, tooMuch)).toEqual({ ok: false, refusal: 'RETURN_EXCEEDS_ORIGINAL' });
    expect(await world.execute(later, returnFunds({ payoutId: payoutId(3) }))).toMatchObject({ ok: true });
  });
});

describe('a snapshot of an account with limits', () => {
  const limits: Limits = [
    ['all', DAY(60_000n)],
    ['all', { kind: 'FIRST_PAYMENT', ...BRL, amountMinor: 5_000n }],
    ['all', { kind: 'DUPLICATE', ...BRL, withinMinutes: 10, effect: 'warn' }],
    ['client-shop', { kind: 'CLIENT_DAY', ...BRL, amountMinor: 90_000n }],
  ];
  const held = (number: number, amountMinor = 1_000n) =>
    holdFunds({
      payoutId: payoutId(number),
      limits: checkOf(limits, { amountMinor, payee: `payee-${number % 3}` }),
    });

  it('loses no counter: another process decides on the same figures', async () => {
    const world = new SnapshotWorld();
    const first = world.process();
    await world.settlePayouts(first, 0, 1);
    for (let number = 1; number < 60; number += 1) {
      await world.execute(first, held(number));
      const end = number % 5 === 0 ? releaseHold : captureHold;
      if (number % 7 > 0) await world.execute(first, end({ payoutId: payoutId(number) }));
    }
    await quiet();
    const later = world.process();
    expect(plain(await later.state())).toEqual(plain(await world.folded()));
    expect(world.store.eventsRead).toBeLessThan(2 * world.store.eventsOf(accountStream(ACCOUNT)).length);
    const used = [...world.store.eventsOf(accountStream(ACCOUNT))]
      .map(({ body }): bigint =>
        body.type === 'FundsHeld' ? 1_000n : body.type === 'HoldReleased' ? -1_000n : 0n,
      )
      .reduce((sum, minor) => sum + minor, -1_000n);
    await world.execute(later, held(99, 60_000n - used + 1n));
    expect((await later.state())?.holds.get(payoutId(99))).toMatchObject({
      status: 'refused',
      refusal: { limit: 'all/ACCOUNT_DAY', leftMinor: 60_000n - used },
    });
  });
});

/** In an order of its own: two maps with the same entries can have another one. */
const plain = (state: unknown): unknown =>
  JSON.parse(
    JSON.stringify(state, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
  );

describe('a snapshot that cannot be used', () => {
  const unusable: [string, (body: { data: object }) => object][] = [
    ['of the format before limits', sealed({ format: 1, follows: null })],
    ['of the format before deposits that wait', sealed({ format: 3, follows: null })],
    ['of a later format', sealed({ format: 5, follows: null })],
    ['with a wrong checksum', body => ({ ...body.data, follows: null })],
    ['that follows a page that is not there', sealed({ follows: 'another' })],
    ['of another account', sealed({ accountId: 'merchant-2', follows: null })],
    ['of which a part is missing', sealed({ parts: 2, follows: null })],
  ];

  it.each(unusable)('%s is as if it were not there', async (_name, change) => {
    const world = new SnapshotWorld();
    await world.settlePayouts(world.process(), 0, 50);
    world.forge(change);
    world.store.eventsRead = 0;
    const later = world.process();
    expect(asText(await later.state())).toBe(asText(await world.folded()));
    // The pages before it still count.
    expect(world.store.eventsRead).toBeLessThan(2 * world.store.eventsOf(accountStream(ACCOUNT)).length);
    expect(world.logged).toEqual([]);
    await world.settlePayouts(later, 49, 80);
    expect(asText(await world.process().state())).toBe(asText(await world.folded()));
  });

  const contradicted: [string, 'warn' | 'error', (body: { data: object }) => object][] = [
    ['that names another event', 'warn', sealed({ eventId: 'another', follows: null })],
    ['that is older than it says', 'error', sealed({ follows: null })],
    ['that holds no page', 'warn', sealed({ follows: null, content: 'AAAA' })],
  ];

  it.each(contradicted)(
    '%s is refused with a log line (%s), and the next one begins anew',
    async (_name, level, change) => {
      const world = new SnapshotWorld();
      await world.settlePayouts(world.process(), 0, 50);
      const older = world.pages.at(-2)!.body.data as SnapshotPart;
      world.forge(body => change({ data: { ...body.data, content: older.content } }));
      const later = world.process();
      expect(asText(await later.state())).toBe(asText(await world.folded()));
      expect(world.logged).toEqual([
        expect.objectContaining({ level, message: 'A snapshot of an account is not used' }),
      ]);
      await world.settlePayouts(later, 49, 60);
      expect((world.pages.at(-1)!.body.data as SnapshotPart).revision).toBeGreaterThan(100);
      world.logged.length = 0;
      expect(asText(await world.process().state())).toBe(asText(await world.folded()));
      expect(world.logged).toEqual([]);
    },
  );
});

describe('a snapshot', () => {
  it('is cut into parts below the append limit, however much the account has', async () => {
    const world = new SnapshotWorld();
    const writer = world.process(35_000);
    await world.settlePayouts(writer, 0, 1);
    const numbers = Array.from({ length: 40_000 }, (_, index) => index + 1);
    for (let from = 0; from < numbers.length; from += 4_000) {
      const some = numbers.slice(from, from + 4_000);
      await Promise.all(
        some.map(number => world.execute(writer, holdFunds({ payoutId: payoutId(number), amountMinor: 1n }))),
      );
      await quiet();
    }
    await quiet();
    const sizes = world.pages.map(({ body }) => JSON.stringify(body.data).length);
    expect(Math.max(...sizes)).toBeLessThan(1_000_000);
    expect((world.pages.at(-1)!.body.data as SnapshotPart).parts).toBeGreaterThan(1);
    expect(asText(await world.process().state())).toBe(asText(await world.folded()));
    expect(world.logged).toEqual([]);
  });

  it('repeats about two open holds per event, however many are open', async () => {
    const world = new SnapshotWorld();
    const writer = world.process();
    await world.settlePayouts(writer, 0, 1);
    for (let number = 1; number < 640; number += 1)
      await world.execute(writer, holdFunds({ payoutId: payoutId(number), amountMinor: 1n }));
    await quiet();
    // One after every ten events would be 64.
    expect(world.pages.length).toBeGreaterThan(3);
    expect(world.pages.length).toBeLessThan(12);
    expect(asText(await world.process().state())).toBe(asText(await world.folded()));
  });

  it('is written on, page by page, while others look at the account', async () => {
    const world = new SnapshotWorld();
    const writer = world.process();
    await world.settlePayouts(writer, 0, 5);
    const append = world.store.append.bind(world.store);
    // The event is on disk before its writer knows, so that a look at the account knows more for a moment.
    world.store.append = async (...appended) => {
      const answer = await append(...appended);
      await quiet(2);
      return answer;
    };
    for (let number = 5; number < 120; number += 1) {
      const held = world.execute(writer, holdFunds({ payoutId: payoutId(number) }));
      const looks = [writer.state(), quiet(1).then(() => writer.state())];
      await Promise.all([held, ...looks]);
      await world.execute(writer, captureHold({ payoutId: payoutId(number) }));
    }
    await quiet();
    const follows = world.pages.map(({ body }) => (body.data as SnapshotPart).follows);
    expect(follows.length).toBeGreaterThan(15);
    expect(follows.filter(each => each === null)).toHaveLength(1);
    expect(asText(await world.process().state())).toBe(asText(await world.folded()));
  });

  it('of two processes that write in turns is one that either can read', async () => {
    const world = new SnapshotWorld();
    const [left, right] = [world.process(), world.process()];
    for (let number = 0; number < 120; number += 1) {
      const writer = number % 3 === 0 ? left : right;
      await world.settlePayouts(writer, number, number + 1);
      await world.execute(number % 7 === 0 ? right : writer, captureHold({ payoutId: payoutId(number) }));
      if (number % 10 === 9) expect(asText(await world.process().state())).toBe(asText(await world.folded()));
    }
    const parts = world.pages.map(({ body }) => body.data as SnapshotPart);
    expect(parts.length).toBeGreaterThan(15);
    expect(parts.filter(({ follows }) => follows === null).length).toBeLessThan(4);
    expect(world.logged).toEqual([]);
  });
});
