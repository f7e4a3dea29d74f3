import { FeedWindow, type FeedEntry } from '../../../src/event-store/eventstoredb/feed/feed-window';
import { Bug } from '../../../src/shared/invariant';
import { placeOf } from './simulated-log';

const checkpoint = (number: number) => ({ kind: 'checkpoint', position: placeOf(number) }) as const;

function windowOf(floor: number | undefined, numbers: number[], maxEntries = 8, maxBytes = 1_000, bytes = 1) {
  const window = new FeedWindow(floor === undefined ? undefined : placeOf(floor), { maxEntries, maxBytes });
  for (const number of numbers) window.push(checkpoint(number), bytes);
  return window;
}

it('serves from its floor on, and not from before', () => {
  const window = windowOf(10, [12, 15, 20]);
  expect(window.numberAfter(undefined)).toBeUndefined();
  expect(window.numberAfter(placeOf(9))).toBeUndefined();
  expect(window.numberAfter(placeOf(10))).toBe(0);
  expect(window.numberAfter(placeOf(12))).toBe(1);
  expect(window.numberAfter(placeOf(19))).toBe(2);
  expect(window.numberAfter(placeOf(25))).toBe(3);
  expect(window.head).toEqual(placeOf(20));
});

it('from the beginning serves everybody, until the first entry is dropped', () => {
  const window = windowOf(undefined, [1, 2, 3]);
  expect(window.numberAfter(undefined)).toBe(0);
  for (const number of [4, 5, 6, 7, 8, 9]) window.push(checkpoint(number), 1);
  expect(window.numberAfter(undefined)).toBeUndefined();
  expect(window.at(0)).toBe('dropped');
  expect(window.at(8)).toEqual(checkpoint(9));
  expect(window.at(9)).toBeUndefined();
  expect(window.numberAfter(placeOf(8))).toBe(8);
});

it('keeps its numbers while it drops the oldest, by count and by size', () => {
  const window = windowOf(undefined, [1, 2, 3, 4], 100, 1_000, 300);
  expect(window.at(0)).toBe('dropped');
  expect(window.at(1)).toEqual(checkpoint(2));
  window.push(checkpoint(5), 5_000);
  expect(window.at(4)).toBe('dropped');
  expect(window.numberAfter(placeOf(4))).toBeUndefined();
  expect(window.numberAfter(placeOf(5))).toBe(5);
  window.push(checkpoint(6), 1);
  expect(window.at(5)).toEqual(checkpoint(6));
});

describe('the events of a stream after a position', () => {
  const entry = (number: number, streamId: string) =>
    ({
      kind: 'event',
      position: placeOf(number),
      event: { streamId, position: placeOf(number) },
    }) as FeedEntry;
  const after = (window: FeedWindow, position: number, upTo: number) =>
    window
      .eventsAfter(placeOf(position), placeOf(upTo), 'account-a')
      ?.map(event => Number(event.position.commit));
  const numbers = (...places: number[]) => places.map(number => Number(placeOf(number).commit));

  function filled(): FeedWindow {
    const window = new FeedWindow(placeOf(10), { maxEntries: 8, maxBytes: 1_000 });
    for (const number of [11, 13, 15]) window.push(entry(number, 'account-a'), 1);
    window.push(entry(16, 'account-b'), 1);
    return window;
  }

  it('are there where the window has everything up to an event', () => {
    const window = filled();
    expect(after(window, 10, 16)).toEqual(numbers(11, 13, 15));
    expect(after(window, 12, 15)).toEqual(numbers(13, 15));
    expect(after(window, 15, 16)).toEqual([]);
  });

  it('are unknown where the window begins later, or has not come so far, or the log is another one', () => {
    const window = filled();
    expect(after(window, 9, 16)).toBeUndefined();
    expect(after(window, 10, 17)).toBeUndefined();
    expect(after(window, 10, 14)).toBeUndefined();
    window.push({ kind: 'checkpoint', position: placeOf(17) }, 1);
    expect(after(window, 10, 17)).toBeUndefined();
  });

  it('are unknown where one of them cannot be read', () => {
    const window = filled();
    const bug = new Bug('an unknown version');
    window.push({ kind: 'unreadable', position: placeOf(17), streamId: 'account-b', bug }, 1);
    expect(after(window, 10, 16)).toEqual(numbers(11, 13, 15));
    window.push({ kind: 'unreadable', position: placeOf(18), streamId: 'account-a', bug }, 1);
    expect(after(window, 10, 16)).toBeUndefined();
  });
});
