import type { AccountSnapshotTaken } from '../../../event-store/stream-names';
import { fingerprint } from '../../../shared/ids';

export type SnapshotPart = AccountSnapshotTaken['data'];

/** Bytes of a page in one event. Their base64 stays below the append limit of 1 MiB. A multiple of three. */
const PART_BYTES = 600_000;
/**
 * Of the bytes in a page. It changes when a reader of the former format would read something else in them. Format 1 had
 * nothing of limits, format 2 nothing of closed accounts, and format 3 nothing of deposits that wait. An account with such
 * pages is read from its stream, once.
 */
const SNAPSHOT_FORMAT = 4;

/** What a page says about itself. */
interface PageLabel {
  readonly accountId: string;
  readonly revision: bigint;
  readonly eventId: string;
  readonly follows: string | null;
}

/** Cuts a page into the events that carry it. */
export function cutPage({ accountId, revision, eventId, follows }: PageLabel, bytes: Buffer): SnapshotPart[] {
  const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES));
  const cut: SnapshotPart[] = [];
  for (let part = 0; part < parts; part += 1) {
    const content = bytes.toString('base64', part * PART_BYTES, (part + 1) * PART_BYTES);
    const place = { follows: cut.at(-1)?.checksum ?? follows, part, parts };
    const label = { accountId, format: SNAPSHOT_FORMAT, revision: Number(revision), eventId };
    cut.push(sealPart({ ...label, ...place, content }));
  }
  return cut;
}

export const sealPart = (part: Omit<SnapshotPart, 'checksum'>): SnapshotPart => ({
  ...part,
  checksum: checksumOf(part),
});

function checksumOf(unsealed: Omit<SnapshotPart, 'checksum'>): string {
  const { accountId, format, revision, eventId, follows, part, parts, content } = unsealed;
  const numbers = [format, revision, part, parts].map(String);
  return fingerprint(accountId, eventId, follows ?? '', ...numbers, content);
}

/** The end of a snapshot that can be used: the page that makes it whole, and all pages up to it. */
export interface SnapshotEnd {
  readonly checksum: string;
  readonly revision: bigint;
  readonly eventId: string;
  readonly pages: readonly Buffer[];
}

/**
 * Puts the parts of a snapshot stream together in their order. A part is left out when it is damaged, of another
 * format, or follows nothing that is known. What stood before it can still be used.
 */
export class SnapshotPages {
  private parts: SnapshotPart[] = [];

  constructor(
    private readonly accountId: string,
    private usable?: SnapshotEnd,
  ) {}

  /** Returns undefined where no page can be used. */
  get end(): SnapshotEnd | undefined {
    return this.usable;
  }

  take(part: SnapshotPart): void {
    if (!this.isSound(part)) return;
    if (part.part === 0) this.parts = this.followsEnd(part) ? [part] : [];
    else if (this.followsPart(part)) this.parts.push(part);
    else this.parts = [];
    if (this.parts.length === part.parts) this.completePage(part);
  }

  private isSound(part: SnapshotPart): boolean {
    return (
      part.format === SNAPSHOT_FORMAT &&
      part.accountId === this.accountId &&
      part.checksum === checksumOf(part)
    );
  }

  private followsEnd({ follows }: SnapshotPart): boolean {
    return follows === null || follows === this.usable?.checksum;
  }

  private followsPart({ part, follows }: SnapshotPart): boolean {
    return part === this.parts.length && follows === this.parts.at(-1)?.checksum;
  }

  private completePage({ checksum, revision, eventId }: SnapshotPart): void {
    const before = this.parts[0]!.follows === null ? [] : (this.usable?.pages ?? []);
    const page = Buffer.concat(this.parts.map(({ content }) => Buffer.from(content, 'base64')));
    this.usable = { checksum, revision: BigInt(revision), eventId, pages: [...before, page] };
    this.parts = [];
  }
}
