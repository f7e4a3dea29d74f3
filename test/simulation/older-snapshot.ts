import { sealPart, type SnapshotPart } from '../../src/commands/accounts/snapshots/snapshot-pages';
import type { NewEvent } from '../../src/event-store/event-store';

/** What the state in a page says that it was folded from. */
interface FoldedFrom {
  eventId: string;
  events: number;
}

/**
 * Puts the state of the page before into each page, under the later page's label and checksum. `hides`: the state also
 * says that it was folded from the later events.
 */
export function olderSnapshots({
  hides,
}: {
  hides: boolean;
}): (streamId: string, event: NewEvent) => NewEvent {
  const before = new Map<string, Buffer>();
  return (streamId, event) => {
    if (event.body.type !== 'AccountSnapshotTaken') return event;
    const { checksum: _checksum, ...part } = event.body.data as SnapshotPart;
    const bytes = Buffer.from(part.content, 'base64');
    const older = before.get(streamId) ?? bytes;
    before.set(streamId, bytes);
    const content = (hides ? withSource(older, sourceOf(bytes)) : older).toString('base64');
    return { ...event, body: { ...event.body, data: sealPart({ ...part, content }) } };
  };
}

const headerEnd = (page: Buffer): number => 4 + page.readUInt32LE(0);
const headerOf = (page: Buffer) => JSON.parse(page.toString('utf8', 4, headerEnd(page))) as FoldedFrom;

function sourceOf(page: Buffer): FoldedFrom {
  const { eventId, events } = headerOf(page);
  return { eventId, events };
}

function withSource(page: Buffer, source: FoldedFrom): Buffer {
  const header = Buffer.from(JSON.stringify({ ...headerOf(page), ...source }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  return Buffer.concat([length, header, page.subarray(headerEnd(page))]);
}
