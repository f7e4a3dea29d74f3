/** Tells when users or access lists have changed, so that calls that go on can be looked at again. */
export class AccessChanges {
  private readonly listeners = new Set<() => void>();
  private count = 0;

  /** Goes up with every change. */
  get version(): number {
    return this.count;
  }

  /** To be called with the streams of every group, once it is on disk and before it is answered. */
  note(streams: Iterable<string>): void {
    for (const stream of streams) {
      if (!isAboutAccess(stream)) continue;
      this.count += 1;
      for (const listener of [...this.listeners]) listener();
      return;
    }
  }

  /** Returns what ends the listening. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

/** Metadata holds the access lists of streams, `$settings` those of all others, and `$user-…` a user each. */
const isAboutAccess = (stream: string): boolean =>
  stream.startsWith('$$') || stream.startsWith('$user-') || stream === '$settings';
