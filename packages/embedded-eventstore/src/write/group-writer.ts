import type { Clock } from '../core/clock';
import type { Random } from '../core/random';
import type { EventLog } from '../storage/event-log';
import type { CommitSignal } from './commit-signal';
import { GroupDraft } from './group-draft';
import { planWrite } from './plan';
import { BusyError, WritingStoppedError, type WriteOutcome, type WriteRequest } from './requests';

interface Waiting {
  readonly request: WriteRequest;
  readonly bytes: number;
  readonly resolve: (outcome: WriteOutcome) => void;
  readonly reject: (error: Error) => void;
}

interface Decided {
  readonly waiting: Waiting;
  readonly outcome: WriteOutcome;
}

const MAX_WAITING = 20_000;
const MAX_WAITING_BYTES = 256 * 1024 * 1024;
const MAX_GROUP_REQUESTS = 1_000;
const MAX_GROUP_BYTES = 4 * 1024 * 1024;
const MAX_GATHERING_TURNS = 16;

export interface WriterParts {
  readonly log: EventLog;
  readonly commits: CommitSignal;
  readonly clock: Clock;
  readonly random: Random;
  /** Throws when there is no room for a group. Then nothing of the group is written. */
  readonly requireRoom?: () => void;
  /** The writer calls it with the streams of each group, when the group is on disk and before it is answered. */
  readonly onCommitted?: (streams: Iterable<string>) => void;
  /** The writer calls it once, when a write failed and nothing more may be written. */
  readonly onStopped: (error: Error) => void;
}

/**
 * The only writer. Requests that arrive during a write become the next group. The writer decides them in the order of
 * their arrival, against the disk and the changes of the group. Then it writes and syncs the group at once, answers the
 * requests, and wakes the readers.
 */
export class GroupWriter {
  private readonly queue: Waiting[] = [];
  private waitingBytes = 0;
  private running: Promise<void> | undefined;
  private stopped: Error | undefined;

  constructor(private readonly parts: WriterParts) {}

  /**
   * @throws {WritingStoppedError | BusyError | CorruptDataError} when writing has stopped, too many writes wait, or
   * needed data is damaged
   */
  submit(request: WriteRequest): Promise<WriteOutcome> {
    if (this.stopped) return Promise.reject(this.stopped);
    const bytes = bytesOf(request);
    if (this.queue.length >= MAX_WAITING || this.waitingBytes + bytes > MAX_WAITING_BYTES)
      return Promise.reject(new BusyError('Too many writes are waiting.'));
    this.waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      this.queue.push({ request, bytes, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Refuses all later requests. Resolves when all earlier requests are written and answered. */
  async close(): Promise<void> {
    this.stopped ??= new WritingStoppedError('The event store is shutting down.');
    await this.running;
  }

  private async run(): Promise<void> {
    do {
      await this.gatherRequests();
      await this.writeGroup();
    } while (this.queue.length > 0);
    this.running = undefined;
  }

  /** Waits while each turn of the event loop brings more requests: one larger write is cheaper than two. */
  private async gatherRequests(): Promise<void> {
    let before = -1;
    for (let turn = 0; turn < MAX_GATHERING_TURNS && this.queue.length > before; turn += 1) {
      before = this.queue.length;
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  private async writeGroup(): Promise<void> {
    if (!this.hasRoom()) return;
    const draft = new GroupDraft(this.parts.log, this.parts.clock);
    const decided: Decided[] = [];
    try {
      await this.decideGroup(draft, decided);
      if (!draft.isEmpty) await this.parts.log.commit(draft);
    } catch (error) {
      return this.stopForGood(error, decided);
    }
    this.parts.onCommitted?.(draft.heads.keys());
    for (const { waiting, outcome } of decided) waiting.resolve(outcome);
    if (!draft.isEmpty) this.parts.commits.publish();
  }

  /** No write begins on a full disk. So the content of the disk stays known, and writes continue when there is room. */
  private hasRoom(): boolean {
    try {
      this.parts.requireRoom?.();
      return true;
    } catch (error) {
      const refused = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of this.takeAll()) reject(refused);
      return false;
    }
  }

  private async decideGroup(draft: GroupDraft, decided: Decided[]): Promise<void> {
    const candidates = this.queue.slice(0, MAX_GROUP_REQUESTS);
    // A damaged head fails only the request that needs it, below.
    await draft.loadHeads(candidates.map(({ request }) => request.stream)).catch(() => undefined);
    for (let count = 0; count < candidates.length && draft.bytes < MAX_GROUP_BYTES; count += 1) {
      const waiting = this.queue.shift();
      if (!waiting) return;
      this.waitingBytes -= waiting.bytes;
      const plan = await this.plan(draft, waiting);
      // A failure from here on would leave the draft half changed, so it stops the writer.
      if (plan?.kind === 'change') decided.push({ waiting, outcome: this.applyChange(waiting, plan.apply) });
      else if (plan) decided.push({ waiting, outcome: plan.outcome });
    }
  }

  private async plan(draft: GroupDraft, { request, reject }: Waiting) {
    const { deadlineMs } = request;
    if (deadlineMs !== undefined && deadlineMs < this.parts.clock.now().getTime()) {
      return { kind: 'settled', outcome: { kind: 'too_late' } } as const;
    }
    try {
      return await planWrite(draft, this.parts.random, request);
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  private applyChange(waiting: Waiting, apply: () => WriteOutcome): WriteOutcome {
    try {
      return apply();
    } catch (error) {
      waiting.reject(this.writingStopped(error));
      throw error;
    }
  }

  /** It is unknown whether the disk has the group. A later answer could contradict it, so the writer stops. */
  private stopForGood(error: unknown, decided: readonly Decided[]): void {
    this.stopped = this.writingStopped(error);
    for (const { waiting } of decided) waiting.reject(this.stopped);
    for (const waiting of this.takeAll()) waiting.reject(this.stopped);
    this.parts.onStopped(this.stopped);
  }

  private takeAll(): Waiting[] {
    this.waitingBytes = 0;
    return this.queue.splice(0);
  }

  private writingStopped(cause: unknown): WritingStoppedError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new WritingStoppedError(`A write failed, so nothing is written any more: ${reason}`, { cause });
  }
}

/** The memory of a waiting request, as far as the caller decides its size. */
function bytesOf(request: WriteRequest): number {
  if (request.kind !== 'append') return 0;
  return request.events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
}
