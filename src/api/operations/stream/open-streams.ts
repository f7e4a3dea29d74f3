import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { ApiClient } from '../../auth/keys/api-keys';

/** Streams of one key, or of one person without a key. A console has one for each of its windows. */
const MAX_OF_ONE = 8;
/** Of this process. */
const MAX_STREAMS = 256;

/** The right of one stream to go on. */
export interface OpenStream {
  readonly ending: AbortSignal;
  /** Makes room for another one. Calling it twice does nothing. */
  close(): void;
}

/** Counts the streams to clients, and ends all of them with the process. */
@Injectable()
export class OpenStreams implements BeforeApplicationShutdown {
  private readonly open = new Map<AbortController, string>();
  private isOver = false;

  /** Returns undefined where the key, or the process, has its most. */
  begin({ keyId, clientName }: Pick<ApiClient, 'keyId' | 'clientName'>): OpenStream | undefined {
    const owner = keyId ?? clientName;
    const own = [...this.open.values()].filter(each => each === owner).length;
    if (this.isOver || own >= MAX_OF_ONE || this.open.size >= MAX_STREAMS) return undefined;
    const controller = new AbortController();
    this.open.set(controller, owner);
    return { ending: controller.signal, close: () => void this.open.delete(controller) };
  }

  get count(): number {
    return this.open.size;
  }

  /** A server closes only when its last connection does. */
  beforeApplicationShutdown(): void {
    this.isOver = true;
    for (const controller of this.open.keys()) controller.abort();
  }
}
