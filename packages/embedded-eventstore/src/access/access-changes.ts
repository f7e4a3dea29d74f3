/** Counts changes of users and access lists, and calls its listeners, so that running calls are checked again. */
export class AccessChanges {
  private readonly listeners = new Set<() => void>();
  private count = 0;

  /** A number that grows with every change. */
  get version(): number {
    return this.count;
  }

  /** The writer calls this with the streams of each group, when the group is on disk and before it is answered. */
  noteWrittenStreams(streams: Iterable<string>): void {
    for (const stream of streams) {
      if (!isAboutAccess(stream)) continue;
      this.count += 1;
      for (const listener of [...this.listeners]) listener();
      return;
    }
  }

  /** Returns a function that removes the listener. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

/** A metastream has the access list of its stream, `$settings` the defaults, and each `$user-…` stream one user. */
const isAboutAccess = (stream: string): boolean =>
  stream.startsWith('$$') || stream.startsWith('$user-') || stream === '$settings';
