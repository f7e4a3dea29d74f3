/** What is needed of one of the client's streams: its own type rests on another version of Node's types. */
export interface PulledStream {
  read(): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end' | 'close' | 'readable', listener: () => void): unknown;
}

/** How a call of the client is ended from this side. */
export type EndCall = () => Promise<void>;

/** Waits until there is something to look at; it may give up. */
export type Patience = (ready: Promise<void>) => Promise<void>;

/**
 * The items of one of the client's streams, taken one by one, so that a slow consumer slows the server down. The call
 * behind it is ended however the iteration ends. @throws what the stream fails with, or what the patience does
 */
export async function* pull<Item>(
  stream: PulledStream,
  endCall: EndCall,
  patience: Patience,
): AsyncGenerator<Item> {
  const watch = new Watch(stream);
  try {
    for (;;) {
      const item = stream.read() as Item | null;
      if (item !== null) yield item;
      else if (watch.error) throw watch.error;
      else if (watch.ended) return;
      else await patience(watch.change());
    }
  } finally {
    // The error listener stays, for a stream that is being ended may still fail.
    endCall().catch(() => undefined);
  }
}

class Watch {
  error: Error | undefined;
  ended = false;
  private wake: () => void = () => undefined;

  constructor(stream: PulledStream) {
    stream.on('error', error => this.changed({ error }));
    stream.on('end', () => this.changed({ ended: true }));
    stream.on('close', () => this.changed({ ended: true }));
    stream.on('readable', () => this.changed({}));
  }

  /** Resolves at the next change. Nothing else runs between looking at the stream and asking for this. */
  change(): Promise<void> {
    return new Promise(resolve => (this.wake = resolve));
  }

  private changed({ error, ended }: { error?: Error; ended?: boolean }): void {
    this.error ??= error;
    this.ended ||= ended ?? false;
    this.wake();
  }
}
