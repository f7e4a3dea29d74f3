import { ADMIN_KEY } from '../support/api-client';
import { TestService } from '../support/service';
import { fuzz } from '../../src/fuzz/fuzz';

/** `npm run fuzz` sends many more. */
const INPUTS = 1_500;

let holdfast: TestService;
beforeAll(async () => void (holdfast = await TestService.start()));
afterAll(() => holdfast.stop());

describe('the API under requests made from its own document', () => {
  it(`answers ${INPUTS} of them as documented, without an error of its own`, async () => {
    const target = { url: holdfast.service.url, key: ADMIN_KEY, count: INPUTS, seed: Date.now() % 2 ** 31 };
    const { sent, statuses, faults } = await fuzz(target);
    expect({ seed: target.seed, faults: faults.slice(0, 20) }).toEqual({ seed: target.seed, faults: [] });
    expect(sent).toBe(INPUTS);
    expect(statuses[400]).toBeGreaterThan(0);
    expect(Object.keys(statuses).some(status => Number(status) < 300)).toBe(true);
  });
});
