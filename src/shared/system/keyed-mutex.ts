/** One at a time per key, in order of arrival; different keys do not wait for each other. */
export class KeyedMutex {
  private readonly last = new Map<string, Promise<unknown>>();

  async runExclusive<Value>(key: string, act: () => Promise<Value>): Promise<Value> {
    const before = this.last.get(key);
    const mine = before ? before.then(act, act) : act();
    this.last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}
