/** Two megabytes: more than a receiver should read. */
export const OVERSIZED_TEXT = 'x'.repeat(2 * 1024 * 1024);
