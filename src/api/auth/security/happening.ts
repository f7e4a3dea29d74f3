import type { ApiClient } from '../keys/api-keys';
import type { SecurityEventRecorded, SecurityKind } from './security-event';

/** Something to record, as it happens. */
export interface Happening {
  readonly kind: SecurityKind;
  readonly client?: string;
  readonly keyId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly route?: string;
  readonly subjects?: readonly string[];
  readonly reason?: string;
  readonly address?: string | undefined;
}

/** Who does it, by the request's client. */
export const doneBy = ({ clientName, keyId, requestId }: ApiClient) => ({
  client: clientName,
  ...(keyId !== null && { keyId }),
  ...(requestId !== undefined && { requestId }),
});

/** The same thing again within a minute is counted. An export is never the same: it is large. */
export const nameOf = ({ kind, client, keyId, route, reason, requestId }: Happening): string =>
  JSON.stringify([kind, client, keyId, route, reason, kind === 'EXPORTED' && requestId]);

/** More are counted and not named. */
const MAX_SUBJECTS = 100;

/** One thing that happens, and happens again, until its minute is over. */
export class Window {
  private count = 0;
  private firstAt = '';
  private lastAt = '';
  private readonly subjects = new Set<string>();

  /** Settles when the first of them is on disk. */
  recorded: Promise<void> = Promise.resolve();

  constructor(
    private readonly first: Happening,
    readonly openedMs: number,
  ) {}

  get kind(): SecurityKind {
    return this.first.kind;
  }

  /** How many are not on disk. */
  get pending(): number {
    return this.count;
  }

  add({ subjects = [] }: Happening, now: Date): void {
    this.count += 1;
    this.lastAt = now.toISOString();
    if (this.count === 1) this.firstAt = this.lastAt;
    for (const subject of subjects) if (this.subjects.size < MAX_SUBJECTS) this.subjects.add(subject);
  }

  /** The event of what is not on disk. What comes afterwards is counted from nothing. */
  take(): SecurityEventRecorded {
    const { kind, client = null, keyId = null, requestId = null, route = null, reason = null } = this.first;
    const { count, firstAt, lastAt } = this;
    const personal = this.first.address === undefined ? null : { address: this.first.address };
    const subjects = [...this.subjects];
    this.count = 0;
    this.subjects.clear();
    const who = { kind, client, keyId, requestId, route, subjects, reason };
    return { type: 'SecurityEventRecorded', data: { ...who, count, firstAt, lastAt, personal } };
  }

  /** Takes back what could not be recorded. */
  putBack({ data: { count, firstAt, subjects } }: SecurityEventRecorded): void {
    this.count += count;
    this.firstAt = firstAt;
    for (const subject of subjects) this.subjects.add(subject);
  }
}
