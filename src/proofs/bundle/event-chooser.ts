import type { RecordedBytes } from '../../event-store/log/log-bytes';

/** What a bundle shows of an event beside its entry. */
export type ShownPart = 'nothing' | 'metadata' | 'everything';

/** Says which events are about what was asked. It sees every event of the log once, in order, before it is asked. */
export interface EventChooser {
  /** As the manifest of the bundle says it. */
  readonly asked: Readonly<Record<string, string>>;
  see(event: RecordedBytes): void;
  /** Why there is nothing to show; undefined: there is something. */
  fault(): string | undefined;
  partOf(event: Pick<RecordedBytes, 'streamId' | 'revision'>): ShownPart;
  /** Whether the bundle has an inclusion proof of its own for an event that it shows. */
  needsProof(event: Pick<RecordedBytes, 'streamId' | 'revision'>): boolean;
}
