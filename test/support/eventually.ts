const LOOK_EVERY_MS = 50;
const GIVE_UP_AFTER_MS = 120_000;

/** The first value looked for that is one: asked again and again, for what is elsewhere tells nobody that it has changed. */
export async function eventually<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  giveUpAfterMs = GIVE_UP_AFTER_MS,
): Promise<Value> {
  const giveUpAt = Date.now() + giveUpAfterMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > giveUpAt) throw new Error(`It never came to this: ${what}`);
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
