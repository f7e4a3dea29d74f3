import type { StreamHead } from './stream-head';

/** The heads of the streams that were used last. The number is limited, so memory does not grow with the data. */
export class HeadCache {
  private readonly heads = new Map<string, StreamHead>();

  constructor(private readonly limit = 20_000) {}

  get(stream: string): StreamHead | undefined {
    return this.heads.get(stream);
  }

  /** Call it only with heads that are on disk, and not with older ones than it has. */
  set(stream: string, head: StreamHead): void {
    this.heads.delete(stream);
    this.heads.set(stream, head);
    if (this.heads.size <= this.limit) return;
    const [oldest] = this.heads.keys();
    if (oldest !== undefined) this.heads.delete(oldest);
  }
}
