import * as fc from 'fast-check';
import { LeasedPartitions } from '../../../src/saga/partitions/leased-partitions';
import { PARTITION_COUNT } from '../../../src/saga/partitions/partitions';
import { silentLogger } from '../../../src/shared/logging';
import { Life } from '../../simulation/life';
import { SeededRandom } from '../../simulation/seeded-random';
import { Timeline } from '../../simulation/timeline';
import { SimulatedLocks } from '../../support/simulated-locks';

const LEASE_MS = 5_000;
const ALL = Array.from({ length: PARTITION_COUNT }, (_, index) => index);

class Process {
  readonly gained = jest.fn();
  readonly life: Life;
  readonly partitions: LeasedPartitions;
  /** Ends the work that is under way in partitions that are given up. */
  finish: () => void = () => undefined;
  isBusy = false;

  constructor(world: World) {
    this.life = new Life(world.timeline, world.random, () => false);
    const locks = world.locks.of(this.life);
    const firstPartition = world.random.below(PARTITION_COUNT);
    const parts = { locks, clock: this.life.clock, logger: silentLogger, firstPartition, leaseMs: LEASE_MS };
    this.partitions = new LeasedPartitions(parts);
    const idleIn = () =>
      this.isBusy ? new Promise<void>(resolve => (this.finish = resolve)) : Promise.resolve();
    this.partitions.start({ onGained: this.gained, idleIn });
  }

  /** What it believes to own, as long as it can do anything. */
  own(): number[] {
    if (!this.life.alive || this.life.suspended) return [];
    return ALL.filter(partition => this.partitions.owns(partition));
  }
}

class World {
  readonly timeline = new Timeline();
  readonly random: SeededRandom;
  lossRate = 0;
  readonly locks = new SimulatedLocks(
    () => this.timeline.nowMs,
    LEASE_MS,
    () => this.random.chance(this.lossRate),
  );
  readonly processes: Process[] = [];

  constructor(seed = 1) {
    this.random = new SeededRandom(seed);
  }

  join(): Process {
    const process = new Process(this);
    this.processes.push(process);
    return process;
  }

  pass = (ms: number) => this.timeline.runUntil(this.timeline.nowMs + ms);

  /** The partitions that two processes believe to own. */
  shared(): number[] {
    const all = this.processes.flatMap(process => process.own());
    return all.filter((partition, index) => all.indexOf(partition) !== index);
  }

  unowned(): number[] {
    const all = new Set(this.processes.flatMap(process => process.own()));
    return ALL.filter(partition => !all.has(partition));
  }
}

describe('leased partitions', () => {
  it('are all of one process at once, and half of them after another has joined', async () => {
    const world = new World();
    const first = world.join();
    await world.pass(100);
    expect(first.own()).toHaveLength(PARTITION_COUNT);
    expect(first.gained).toHaveBeenCalledTimes(1);
    const second = world.join();
    await world.pass(3_000);
    expect([first.own().length, second.own().length]).toEqual([32, 32]);
    expect([world.shared(), world.unowned()]).toEqual([[], []]);
  });

  it('go to the others within a renewal when a process is killed, and within a lease when it is stopped', async () => {
    const world = new World();
    const [first, second, third] = [world.join(), world.join(), world.join()];
    await world.pass(10_000);
    expect(first.own().length + second.own().length + third.own().length).toBe(PARTITION_COUNT);
    first.life.end();
    await world.pass(1_100);
    expect(world.unowned()).toEqual([]);
    second.life.suspend(3_600_000);
    await world.pass(LEASE_MS + 1_100);
    expect(third.own()).toHaveLength(PARTITION_COUNT);
  });

  it('stay with a process until its work in them has ended', async () => {
    const world = new World();
    const first = world.join();
    await world.pass(100);
    first.isBusy = true;
    const second = world.join();
    await world.pass(20_000);
    expect([first.own().length, second.own().length]).toEqual([32, 0]);
    first.finish();
    await world.pass(2_000);
    expect([first.own().length, second.own().length]).toEqual([32, 32]);
  });

  it('are all worked on by everybody while the locks are away, and divided again afterwards', async () => {
    const world = new World();
    const [first, second] = [world.join(), world.join()];
    await world.pass(5_000);
    world.lossRate = 1;
    await world.pass(5_000);
    expect([first.own(), second.own()]).toEqual([[], []]);
    await world.pass(10_000);
    expect([first.own().length, second.own().length]).toEqual([PARTITION_COUNT, PARTITION_COUNT]);
    world.lossRate = 0;
    await world.pass(10_000);
    expect([first.own().length, second.own().length]).toEqual([32, 32]);
  });

  it('are given up at the end', async () => {
    const world = new World();
    const [first, second] = [world.join(), world.join()];
    await world.pass(5_000);
    void first.partitions.stop();
    await world.pass(2_000);
    expect(second.own()).toHaveLength(PARTITION_COUNT);
  });

  /** Each step: how long it takes, and what happens then to one of the processes. */
  const step = fc.record({
    ms: fc.integer({ min: 1, max: 4_000 }),
    what: fc.constantFrom('join', 'kill', 'suspend', 'lose', 'heal', 'nothing'),
    who: fc.nat(9),
    suspendedMs: fc.integer({ min: 1, max: 20_000 }),
  });

  it('never have two owners, whatever happens to the processes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), fc.nat(), async (steps, seed) => {
        const world = new World(seed + 1);
        world.join();
        for (const { ms, what, who, suspendedMs } of steps) {
          const process = world.processes[who % world.processes.length]!;
          if (what === 'join' && world.processes.length < 6) world.join();
          if (what === 'kill') process.life.end();
          if (what === 'suspend') process.life.suspend(suspendedMs);
          // Few enough in a row: a process that never reaches the locks works on everything, on purpose.
          if (what === 'lose') world.lossRate = 0.2;
          if (what === 'heal') world.lossRate = 0;
          for (let passed = 0; passed < ms; passed += 100) {
            await world.pass(100);
            expect(world.shared()).toEqual([]);
          }
        }
        world.lossRate = 0;
        world.join();
        await world.pass(20_000 + 3 * LEASE_MS);
        expect([world.shared(), world.unowned()]).toEqual([[], []]);
      }),
      { numRuns: 60 },
    );
  });
});
