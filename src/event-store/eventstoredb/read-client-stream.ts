/** What is needed of one of the client's streams: its own type rests on another version of Node's types. */
export interface ClientStream {
  read(): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end' | 'close' | 'readable', listener: () => void): unknown;
}

/** How a call of the client is ended from this side. */
export type EndCall = () => Promise<void>;

/** Waits until there is something to look at; it may give up. */
export type ReadTimeout = (ready: Promise<void>) => Promise<void>;

/**
 * The items of one of the client's streams, taken one by one, so that a slow consumer slows the server down. The call
 * behind it ends with the iteration, or soon afterwards. When the consumer leaves early, up to `rest` more items are
 * read and dropped, so that the call can end by itself. Otherwise the call is reset. Servers cut off a connection on
 * which many calls are reset. The iteration throws what the stream fails with, or the read's timeout.
 */
export async function* readClientStream<Item>(
  stream: ClientStream,
  endCall: EndCall,
  patience: ReadTimeout,
  rest = 0,
): AsyncGenerator<Item> {
  const watch = new StreamWatch(stream);
  let left = rest;
  try {
    for (;;) {
      const item = stream.read() as Item | null;
      if (item !== null) yield item;
      else if (watch.error) throw watch.error;
      else if (watch.ended) return;
      else await patience(watch.change());
    }
  } catch (error) {
    left = 0;
    throw error;
  } finally {
    // The error listener stays, for a stream that is being ended may still fail.
    void endsItself(stream, watch, patience, left)
      .catch(() => false)
      .then(ended => (ended ? undefined : endCall()))
      .catch(() => undefined);
  }
}

/** Lets up to `left` items go. Whether the call has come to its own end by then. */
async function endsItself(
  stream: ClientStream,
  watch: StreamWatch,
  patience: ReadTimeout,
  left: number,
): Promise<boolean> {
  for (let remaining = left; remaining > 0 && !watch.isOver;) {
    if (stream.read() !== null) remaining -= 1;
    else if (!watch.isOver) await patience(watch.change());
  }
  return watch.isOver;
}

class StreamWatch {
  error: Error | undefined;
  ended = false;
  private wake: () => void = () => undefined;

  get isOver(): boolean {
    return this.ended || this.error !== undefined;
  }

  constructor(stream: ClientStream) {
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
