interface Work {
  /** FundsHeld was seen: the hold is on disk. */
  held: boolean;
  /** How often there was a reason to look: a finish that began before the last one does not count. */
  cues: number;
  /** Deliveries without a verdict; undefined where it is not known (after a restart). */
  deliveries: number | undefined;
  dueAt: number;
}

/** The streams something is still to be done for: as many as payouts and notifications that have not ended. */
export class UnfinishedWork {
  private readonly works = new Map<string, Work>();

  get size(): number {
    return this.works.size;
  }

  streams(): Iterable<string> {
    return this.works.keys();
  }

  /** From a checkpoint. */
  restore(stream: string): void {
    this.works.set(stream, { held: false, cues: 0, deliveries: undefined, dueAt: 0 });
  }

  cue(stream: string, { held = false }: { held?: boolean }): void {
    const work = this.ensure(stream);
    work.cues += 1;
    work.held ||= held;
  }

  expectDelivery(stream: string): void {
    const work = this.ensure(stream);
    work.cues += 1;
    if (work.deliveries !== undefined) work.deliveries += 1;
  }

  settleDelivery(stream: string): void {
    const work = this.works.get(stream);
    if (work?.deliveries === undefined) return;
    work.deliveries -= 1;
    if (work.deliveries <= 0) this.works.delete(stream);
  }

  /** To be handed to `finish`, so that a cue that came meanwhile is not forgotten. */
  begin(stream: string): { held: boolean; cues: number } {
    const { held, cues } = this.ensure(stream);
    return { held, cues };
  }

  finish(stream: string, cuesAtBegin?: number): void {
    const work = this.works.get(stream);
    if (work && (cuesAtBegin === undefined || work.cues === cuesAtBegin)) this.works.delete(stream);
  }

  postpone(stream: string, until: Date): void {
    this.ensure(stream).dueAt = until.getTime();
  }

  *due(now: Date): Iterable<string> {
    for (const [stream, work] of this.works) if (work.dueAt <= now.getTime()) yield stream;
  }

  private ensure(stream: string): Work {
    const known = this.works.get(stream);
    if (known) return known;
    const work = { held: false, cues: 0, deliveries: 0, dueAt: 0 };
    this.works.set(stream, work);
    return work;
  }
}
