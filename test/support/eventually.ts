const LOOK_EVERY_MS = 50;
const GIVE_UP_AFTER_MS = 120_000;

/**
 * The first value looked for that is one: asked again and again, for what is elsewhere tells nobody that it has changed.
 * Between two looks there is a pause as long as the last look at the least: looking takes no more than half of the time.
 */
export async function eventually<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  giveUpAfterMs = GIVE_UP_AFTER_MS,
): Promise<Value> {
  const giveUpAt = Date.now() + giveUpAfterMs;
  for (;;) {
    const began = Date.now();
    const found = await look();
    if (found !== undefined && found !== false) return found;
    const now = Date.now();
    if (now > giveUpAt) throw new Error(`It never came to this: ${what}`);
    await new Promise(resolve => setTimeout(resolve, Math.max(LOOK_EVERY_MS, now - began)));
  }
}
