import type { LogMark, Position } from '../../event-store/event-store';
import { textOfWorkItem, type WorkItem } from '../work-item';
import { effectKey, isSameEffect, type ExpectedEffect } from './expected-effect';

/** A place in the log up to which the saga has read: a position, and the last event before it that the saga has seen. */
export interface LogPlace {
  readonly position: Position;
  readonly mark: LogMark;
}

/** Work items, and the place from which a restart finds every other unfinished one again. */
export interface OpenWork {
  readonly items: readonly WorkItem[];
  readonly place: LogPlace;
}

interface Work {
  readonly item: WorkItem;
  /** The event that made it unfinished comes after this place; undefined for an item of a checkpoint. */
  readonly after: LogPlace | undefined;
  /** A step is under way. */
  underWay: boolean;
  /** The saga has seen FundsHeld or HoldRefused: the account has answered. */
  answered: boolean;
  /** The unique number of the last change. A step that began before this change does not finish the work. */
  lastChange: number;
  /** The event ids of the deliveries without a verdict; undefined after a restart, when they are not known. */
  deliveries: Set<string> | undefined;
  /** By their keys; undefined after a restart, when they are not known. */
  expectedEffects: Map<string, ExpectedEffect> | undefined;
  /** Milliseconds on the monotonic clock. */
  dueMs: number;
}

/**
 * The work items that are not finished: as many as payouts, notifications and decisions under way. They are in the order
 * in which they began.
 */
export class UnfinishedWork {
  private readonly works = new Map<string, Work>();
  private changeCount = 0;
  private place: LogPlace | undefined;

  get size(): number {
    return this.works.size;
  }

  *items(): Iterable<WorkItem> {
    for (const { item } of this.works.values()) yield item;
  }

  /** What begins from now on begins after this place. */
  readTo(place: LogPlace | undefined): void {
    this.place = place;
  }

  /**
   * The oldest unfinished items, at most so many, and the place before which nothing else is unfinished. So a checkpoint
   * stays small, however much is under way. Returns undefined when there is no such place.
   */
  oldest(most: number): OpenWork | undefined {
    const items: WorkItem[] = [];
    for (const { item, after } of this.works.values()) {
      if (items.length === most) return after && { items, place: after };
      items.push(item);
    }
    return this.place && { items, place: this.place };
  }

  /** Adds an item from a checkpoint. */
  restore(item: WorkItem): void {
    const unknown = { after: undefined, deliveries: undefined, expectedEffects: undefined };
    this.works.set(textOfWorkItem(item), { ...newWork(item), ...unknown });
  }

  markForWork(item: WorkItem, { answered = false }: { answered?: boolean } = {}): void {
    const work = this.ensure(item);
    work.lastChange = this.nextChange();
    work.answered ||= answered;
  }

  /** The item is not finished before the effect is seen. The effect replaces an expected effect with the same key. */
  expectEffect(item: WorkItem, effect: ExpectedEffect): void {
    this.markForWork(item);
    const { expectedEffects } = this.ensure(item);
    if (!expectedEffects) return;
    const key = effectKey(effect);
    expectedEffects.delete(key);
    expectedEffects.set(key, effect);
  }

  /** Returns true if the effect was expected. The last expected effect finishes the work. */
  effectSeen(item: WorkItem, effect: ExpectedEffect): boolean {
    const expectedEffects = this.works.get(textOfWorkItem(item))?.expectedEffects;
    const expected = expectedEffects?.get(effectKey(effect));
    if (!expectedEffects || !expected || !isSameEffect(expected, effect)) return false;
    expectedEffects.delete(effectKey(effect));
    if (expectedEffects.size === 0) this.finish(item);
    return true;
  }

  has(item: WorkItem): boolean {
    return this.works.has(textOfWorkItem(item));
  }

  expectDelivery(item: WorkItem, eventId: string): void {
    const work = this.ensure(item);
    work.lastChange = this.nextChange();
    work.deliveries?.add(eventId);
  }

  /** The delivery has a verdict. Two events can say so; the last delivery finishes the work. */
  finishDelivery(item: WorkItem, eventId: string): void {
    const deliveries = this.works.get(textOfWorkItem(item))?.deliveries;
    if (deliveries?.delete(eventId) && deliveries.size === 0) this.finish(item);
  }

  /** The caller hands `lastChange` to `finish`, so that a change during the step is not forgotten. */
  begin(item: WorkItem): { answered: boolean; lastChange: number } {
    const work = this.ensure(item);
    work.underWay = true;
    const { answered, lastChange } = work;
    return { answered, lastChange };
  }

  /** The step has ended. It has finished the item, or postponed it, or the item has changed meanwhile and is due. */
  end(item: WorkItem): void {
    const work = this.works.get(textOfWorkItem(item));
    if (work) work.underWay = false;
  }

  finish(item: WorkItem, changeAtBegin?: number): void {
    const key = textOfWorkItem(item);
    const work = this.works.get(key);
    if (work && (changeAtBegin === undefined || work.lastChange === changeAtBegin)) this.works.delete(key);
  }

  /** `untilMs` is on the monotonic clock. */
  postpone(item: WorkItem, untilMs: number): void {
    this.ensure(item).dueMs = untilMs;
  }

  /** Items whose step is under way are not due: a step takes as long as a provider's answer. */
  *dueAt(nowMs: number): Iterable<WorkItem> {
    for (const { item, dueMs, underWay } of this.works.values()) if (dueMs <= nowMs && !underWay) yield item;
  }

  private nextChange(): number {
    this.changeCount += 1;
    return this.changeCount;
  }

  private ensure(item: WorkItem): Work {
    const key = textOfWorkItem(item);
    const known = this.works.get(key);
    if (known) return known;
    const work = { ...newWork(item), after: this.place };
    this.works.set(key, work);
    return work;
  }
}

const newWork = (item: WorkItem): Work => ({
  item,
  after: undefined,
  underWay: false,
  answered: false,
  lastChange: 0,
  deliveries: new Set(),
  expectedEffects: new Map(),
  dueMs: 0,
});
