/**
 * The seed of a random test that draws by itself: given as `SEED`, else new each time. It stands in the test's name, so
 * that a failure says it. fast-check draws and prints its own, and takes a given one too (see `seed.ts`).
 */
export const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** For runs that are the same each time: what they meet can be asserted, and is no luck. */
export const SAME_RUNS = { seed: 20_261_128 };
