import type { Clock } from '../../../../src/shared/clock';
import type { Random } from '../../../../src/shared/random';
import type { EventLog } from '../storage/event-log';
import type { CommitSignal } from './commit-signal';
import { GroupDraft } from './group-draft';
import { HeadCache } from '../storage/heads/head-cache';
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
  /** Whether there is room for a group: refuses by throwing, and nothing of the group is then written. */
  readonly requireRoom?: () => void;
  /** Called with the streams of each group, when it is on disk and not yet answered. */
  readonly onCommitted?: (streams: Iterable<string>) => void;
  /** Called once, when a write failed and nothing may be written any more. */
  readonly onStopped: (error: Error) => void;
}

/**
 * The only writer. Requests that arrive while a group is being written make the next group: they are decided in the
 * order of their arrival, on what is on disk and what the group adds; then the group is written and synced as one; then
 * they are answered; then readers are woken.
 */
export class GroupWriter {
  private readonly queue: Waiting[] = [];
  private waitingBytes = 0;
  private readonly cache = new HeadCache();
  private running: Promise<void> | undefined;
  private stopped: Error | undefined;

  constructor(private readonly parts: WriterParts) {}

  /** @throws {WritingStoppedError | BusyError | CorruptDataError} */
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

  /** Refuses what comes from now on and resolves when everything accepted before is written and answered. */
  async close(): Promise<void> {
    this.stopped ??= new WritingStoppedError('The event store is shutting down.');
    await this.running;
  }

  private async run(): Promise<void> {
    do {
      await this.gather();
      await this.writeGroup();
    } while (this.queue.length > 0);
    this.running = undefined;
  }

  /** As long as every turn of the event loop brings more, it is cheaper to write that too than to write once more. */
  private async gather(): Promise<void> {
    let before = -1;
    for (let turn = 0; turn < MAX_GATHERING_TURNS && this.queue.length > before; turn += 1) {
      before = this.queue.length;
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  private async writeGroup(): Promise<void> {
    if (!this.hasRoom()) return;
    const draft = new GroupDraft(this.parts.log, this.cache, this.parts.clock);
    const decided: Decided[] = [];
    try {
      await this.decideGroup(draft, decided);
      if (!draft.isEmpty) await this.parts.log.commit(draft.puts(), draft.lastPosition);
    } catch (error) {
      return this.stopForGood(error, decided);
    }
    for (const [stream, head] of draft.heads) this.cache.set(stream, head);
    this.parts.onCommitted?.(draft.heads.keys());
    for (const { waiting, outcome } of decided) waiting.resolve(outcome);
    if (!draft.isEmpty) this.parts.commits.publish();
  }

  /** On a full disk nothing is begun, so what is on disk stays known, and writing goes on once there is room. */
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
    // A damaged head fails the one request that needs it, below, not the others.
    await draft.loadHeads(candidates.map(({ request }) => request.stream)).catch(() => undefined);
    for (let count = 0; count < candidates.length && draft.bytes < MAX_GROUP_BYTES; count += 1) {
      const waiting = this.queue.shift();
      if (!waiting) return;
      this.waitingBytes -= waiting.bytes;
      const plan = await this.plan(draft, waiting);
      // From here on a failure would leave the draft half changed, so it stops the writer.
      if (plan?.kind === 'change') decided.push({ waiting, outcome: this.applied(waiting, plan.apply) });
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

  private applied(waiting: Waiting, apply: () => WriteOutcome): WriteOutcome {
    try {
      return apply();
    } catch (error) {
      waiting.reject(this.stoppedBy(error));
      throw error;
    }
  }

  /** The disk may or may not have the group: going on could acknowledge what contradicts it, so nothing goes on. */
  private stopForGood(error: unknown, decided: readonly Decided[]): void {
    this.stopped = this.stoppedBy(error);
    for (const { waiting } of decided) waiting.reject(this.stopped);
    for (const waiting of this.takeAll()) waiting.reject(this.stopped);
    this.parts.onStopped(this.stopped);
  }

  private takeAll(): Waiting[] {
    this.waitingBytes = 0;
    return this.queue.splice(0);
  }

  private stoppedBy(cause: unknown): WritingStoppedError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new WritingStoppedError(`A write failed, so nothing is written any more: ${reason}`, { cause });
  }
}

/** What a request holds in memory while it waits, as far as its size is up to the caller. */
function bytesOf(request: WriteRequest): number {
  if (request.kind !== 'append') return 0;
  return request.events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
}
