import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { GroupPace } from '../../src/projections/writer/group-pace';

describe('the pace of groups', () => {
  it.each([
    [0, 10],
    [2, 10],
    [5, 20],
    [20, 80],
    [60, 100],
  ])('after a write of %d ms a group waits for %d ms', async (writeMs, gatherMs) => {
    const clock = new ManualClock();
    const pace = new GroupPace(clock);
    expect(pace.gatherMs).toBe(10);
    await pace.time(async () => clock.advance(writeMs));
    expect(pace.gatherMs).toBe(gatherMs);
  });
});
