import type { Clock } from '../../../../src/shared/clock';
import type { EventLog } from '../storage/event-log';
import { dataOf } from '../wire/recorded-event';
import type { CommitSignal } from '../write/commit-signal';
import { checkpointStream, Checkpoints } from './streams/checkpoints';
import { PersistentSubscriptionError, type GroupName } from './errors';
import { Group } from './group';
import { decodeEntries, encodeEntries, filterOf, keyOf, type GroupEntry } from './group-entry';
import { ParkedMessages, parkedStream } from './streams/parked-messages';
import { mistakeIn } from './settings';
import { allSource, streamSource } from './streams/event-source';
import { SystemStreams, type SystemStreamParts } from './streams/system-streams';

export interface RegistryParts extends SystemStreamParts {
  readonly commits: CommitSignal;
}

/** A group as it is asked for: `first` undefined means the end, wherever that is by then. */
export type RequestedGroup = Omit<GroupEntry, 'first'> & { readonly first: number | undefined };

const CONFIG_STREAM = '$persistentSubscriptionConfig';
/** How often time-outs and checkpoints are looked after. */
const TICK_MS = 250;
/** The configuration is one event. */
const MAX_CONFIG_BYTES = 4 * 1024 * 1024;

/** All groups of persistent subscriptions: kept on disk, loaded at the start, changed one after another. */
export class PersistentSubscriptions {
  private readonly groups = new Map<string, Group>();
  private readonly streams: SystemStreams;
  private readonly ended = new AbortController();
  private readonly log: EventLog;
  private readonly clock: Clock;
  /** Changes wait for each other, and everything waits for the first of them: the loading. */
  private last: Promise<unknown> = Promise.resolve();
  private loaded: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RegistryParts) {
    this.log = parts.log;
    this.clock = parts.clock;
    this.streams = new SystemStreams(parts);
  }

  /** Loads the groups and sets them to work; to be called once, before the first call of a client comes. */
  start(): void {
    this.loaded = this.load();
    this.last = this.loaded.catch(() => undefined);
    void this.tickOn();
  }

  /** @throws {PersistentSubscriptionError} it exists, or the settings are not sound */
  create(requested: RequestedGroup): Promise<void> {
    return this.changing(async () => {
      this.check(requested);
      const { name } = requested;
      if (this.groups.has(keyOf(name))) throw new PersistentSubscriptionError('exists', name);
      const entry = { ...requested, first: requested.first ?? (await this.endOf(name.stream)) };
      // A group of this name may have been deleted by a process that ended before it had cleared its traces.
      await this.clearTraces(name);
      await this.save([...this.entries(), entry], name);
      this.groups.set(keyOf(name), await this.begin(entry));
    });
  }

  /** The filter stays. Its consumers are dropped. @throws {PersistentSubscriptionError} */
  update(requested: RequestedGroup): Promise<void> {
    return this.changing(async () => {
      const { name, startFrom } = requested;
      const before = this.existing(name);
      this.check(requested);
      const { filter } = before.entry;
      const isSameEnd = requested.first === undefined && before.entry.startFrom === startFrom;
      const end = isSameEnd ? before.entry.first : await this.endOf(name.stream);
      const entry = { ...requested, first: requested.first ?? end, ...(filter && { filter }) };
      await this.save(
        this.entries().map(other => (other === before.entry ? entry : other)),
        name,
      );
      await before.end();
      this.groups.set(keyOf(name), await this.begin(entry));
    });
  }

  /** Its checkpoints and parked messages go with it. @throws {PersistentSubscriptionError} */
  remove(name: GroupName): Promise<void> {
    return this.changing(async () => {
      const group = this.existing(name);
      await this.save(
        this.entries().filter(entry => entry !== group.entry),
        name,
      );
      this.groups.delete(keyOf(name));
      await group.end();
      await this.clearTraces(name);
    });
  }

  /** Drops all consumers and begins again from what is on disk. */
  restart(): Promise<void> {
    return this.changing(async () => {
      await this.endAll();
      this.loaded = this.load();
      await this.loaded;
    });
  }

  /** @throws {PersistentSubscriptionError} */
  async group(name: GroupName): Promise<Group> {
    await this.last;
    await this.loaded;
    return this.existing(name);
  }

  /** Of one stream, or all. */
  async list(stream?: string): Promise<Group[]> {
    await this.last;
    await this.loaded;
    return [...this.groups.values()].filter(
      ({ entry }) => stream === undefined || entry.name.stream === stream,
    );
  }

  /** Drops all consumers; nothing is written after it. */
  async close(): Promise<void> {
    this.ended.abort();
    await this.last;
    await this.endAll();
  }

  private existing(name: GroupName): Group {
    const group = this.groups.get(keyOf(name));
    if (!group) throw new PersistentSubscriptionError('does-not-exist', name);
    return group;
  }

  private entries(): GroupEntry[] {
    return [...this.groups.values()].map(({ entry }) => entry);
  }

  private async changing(change: () => Promise<void>): Promise<void> {
    const changed = this.last.then(async () => {
      await this.loaded;
      await change();
    });
    this.last = changed.catch(() => undefined);
    await changed;
  }

  private check({ name, settings, first, filter }: RequestedGroup): void {
    const mistake = mistakeIn(settings) ?? this.mistakeInStart(name, first);
    if (mistake) throw new PersistentSubscriptionError('failed', name, mistake);
    if (filter) filterOf(filter);
  }

  private mistakeInStart({ stream }: GroupName, first: number | undefined): string | undefined {
    if (stream !== '$all' || first === undefined || first <= this.log.lastPosition) return undefined;
    return (
      'Invalid Start From position: commit position must be less than or equal to the last commit position ' +
      'in the transaction file.'
    );
  }

  private async endOf(stream: string): Promise<number> {
    return (stream === '$all' ? this.log.lastPosition : (await this.log.head(stream)).revision) + 1;
  }

  private async save(entries: readonly GroupEntry[], name: GroupName): Promise<void> {
    const data = encodeEntries(entries);
    if (data.length > MAX_CONFIG_BYTES) {
      throw new PersistentSubscriptionError('failed', name, 'There are too many groups.');
    }
    if (!(await this.streams.last(CONFIG_STREAM)))
      await this.streams.describe(CONFIG_STREAM, { $maxCount: 2 });
    await this.streams.append(CONFIG_STREAM, { type: '$PersistentConfig', data });
  }

  private async clearTraces(name: GroupName): Promise<void> {
    await this.streams.clear(checkpointStream(name));
    await this.streams.clear(parkedStream(name));
  }

  private async load(): Promise<void> {
    const config = await this.streams.last(CONFIG_STREAM);
    const entries = config ? decodeEntries(dataOf(config.bytes)) : [];
    for (const entry of entries) this.groups.set(keyOf(entry.name), await this.begin(entry));
  }

  private async begin(entry: GroupEntry): Promise<Group> {
    const { log, clock, commits } = this.parts;
    const { name, settings, filter } = entry;
    const checkpoints = new Checkpoints(this.streams, name);
    const parked = new ParkedMessages(this.parts, name);
    const checkpoint = await checkpoints.load();
    await parked.load();
    const first = checkpoint === undefined ? entry.first : checkpoint + 1;
    const options = { log, clock, first, resolveLinks: settings.resolveLinks };
    const source =
      name.stream === '$all'
        ? allSource(options, filter && filterOf(filter))
        : streamSource(options, name.stream);
    const nowMs = () => clock.now().getTime();
    return new Group({ entry, source, checkpoints, parked, checkpoint, commits, nowMs });
  }

  private async endAll(): Promise<void> {
    const groups = [...this.groups.values()];
    this.groups.clear();
    await Promise.all(groups.map(group => group.end()));
  }

  private async tickOn(): Promise<void> {
    const { signal } = this.ended;
    while (!signal.aborted) {
      await this.clock.wait(TICK_MS, signal);
      if (!signal.aborted) for (const group of this.groups.values()) group.tick();
    }
  }
}
