import * as fc from 'fast-check';
import { divide } from '../../../src/saga/partitions/division';
import { PARTITION_COUNT } from '../../../src/saga/partitions/partitions';

/** Lets processes renew one after another until nobody changes anything; returns what each of them has. */
function settle(owns: Set<number>[], starts: readonly number[]): number {
  for (let rounds = 1; ; rounds += 1) {
    let changed = false;
    owns.forEach((own, index) => {
      const leased = new Set(owns.flatMap(each => [...each]));
      const { leave, take } = divide({ members: owns.length, leased, own }, starts[index]!);
      for (const partition of leave) own.delete(partition);
      for (const partition of take) {
        expect(leased.has(partition)).toBe(false);
        own.add(partition);
      }
      changed ||= leave.length > 0 || take.length > 0;
    });
    if (!changed) return rounds;
  }
}

describe('the division of the partitions', () => {
  it('gives every process an even share, and every partition to one, in a few rounds', () => {
    const start = fc.integer({ min: 0, max: PARTITION_COUNT - 1 });
    const members = fc.array(start, { minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(members, fc.array(fc.integer({ min: 0, max: 69 }), { maxLength: 64 }), (starts, owners) => {
        const owns = starts.map(() => new Set<number>());
        owners.forEach((owner, partition) => owns[owner % owns.length]!.add(partition));
        expect(settle(owns, starts)).toBeLessThanOrEqual(4);
        const all = owns.flatMap(each => [...each]);
        expect(all).toHaveLength(PARTITION_COUNT);
        expect(new Set(all).size).toBe(PARTITION_COUNT);
        const share = Math.ceil(PARTITION_COUNT / owns.length);
        expect(Math.max(...owns.map(({ size }) => size))).toBeLessThanOrEqual(share);
      }),
    );
  });

  it('gives everything to a process that is alone', () => {
    const { leave, take } = divide({ members: 1, leased: new Set(), own: new Set() }, 60);
    expect({ leave, first: take[0], count: new Set(take).size }).toEqual({
      leave: [],
      first: 60,
      count: PARTITION_COUNT,
    });
  });
});
