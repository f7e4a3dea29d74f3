interface Work {
  /** FundsHeld or HoldRefused was seen: the account has answered. */
  answered: boolean;
  /** The number of the last reason to look, unique: a finish that began before it does not count. */
  lastCue: number;
  /** Deliveries without a verdict; undefined where it is not known (after a restart). */
  deliveries: number | undefined;
  /** What is to appear elsewhere before it is finished; undefined where it is not known (after a restart). */
  owed: Set<string> | undefined;
  /** On the monotonic clock, in milliseconds. */
  dueMs: number;
}

/** The pieces of work something is still to be done for: as many as payouts, notifications and cases under way. */
export class UnfinishedWork {
  private readonly works = new Map<string, Work>();
  private cueCount = 0;

  get size(): number {
    return this.works.size;
  }

  streams(): Iterable<string> {
    return this.works.keys();
  }

  /** From a checkpoint. */
  restore(stream: string): void {
    this.works.set(stream, { answered: false, lastCue: 0, deliveries: undefined, owed: undefined, dueMs: 0 });
  }

  cue(stream: string, { answered = false }: { answered?: boolean } = {}): void {
    const work = this.ensure(stream);
    work.lastCue = this.nextCue();
    work.answered ||= answered;
  }

  /** It is not finished before this has been paid. What it replaces is owed no more. */
  owe(stream: string, debt: string, replaces: (other: string) => boolean = () => false): void {
    this.cue(stream);
    const { owed } = this.ensure(stream);
    if (!owed) return;
    for (const other of owed) if (replaces(other)) owed.delete(other);
    owed.add(debt);
  }

  /** True if this was owed. The last debt that is paid finishes the work. */
  pay(stream: string, debt: string): boolean {
    const owed = this.works.get(stream)?.owed;
    if (!owed?.delete(debt)) return false;
    if (owed.size === 0) this.works.delete(stream);
    return true;
  }

  has(stream: string): boolean {
    return this.works.has(stream);
  }

  expectDelivery(stream: string): void {
    const work = this.ensure(stream);
    work.lastCue = this.nextCue();
    if (work.deliveries !== undefined) work.deliveries += 1;
  }

  settleDelivery(stream: string): void {
    const work = this.works.get(stream);
    if (work?.deliveries === undefined) return;
    work.deliveries -= 1;
    if (work.deliveries <= 0) this.works.delete(stream);
  }

  /** To be handed to `finish`, so that a cue that came meanwhile is not forgotten. */
  begin(stream: string): { answered: boolean; lastCue: number } {
    const { answered, lastCue } = this.ensure(stream);
    return { answered, lastCue };
  }

  finish(stream: string, cueAtBegin?: number): void {
    const work = this.works.get(stream);
    if (work && (cueAtBegin === undefined || work.lastCue === cueAtBegin)) this.works.delete(stream);
  }

  /** Until a time of the monotonic clock, in milliseconds. */
  postpone(stream: string, untilMs: number): void {
    this.ensure(stream).dueMs = untilMs;
  }

  *due(nowMs: number): Iterable<string> {
    for (const [stream, work] of this.works) if (work.dueMs <= nowMs) yield stream;
  }

  private nextCue(): number {
    this.cueCount += 1;
    return this.cueCount;
  }

  private ensure(stream: string): Work {
    const known = this.works.get(stream);
    if (known) return known;
    const work: Work = { answered: false, lastCue: 0, deliveries: 0, owed: new Set(), dueMs: 0 };
    this.works.set(stream, work);
    return work;
  }
}
