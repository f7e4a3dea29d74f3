import type { Clock } from '../core/clock';
import type { EventLog } from '../storage/event-log';
import { dataOf } from '../wire/recorded-event';
import type { CommitSignal } from '../write/commit-signal';
import { checkpointStream, Checkpoints } from './streams/checkpoints';
import { PersistentSubscriptionError, type GroupName } from './errors';
import { Group } from './group';
import { decodeEntries, encodeEntries, filterOf, keyOf, type GroupEntry } from './group-entry';
import { ParkedMessages, parkedStream } from './streams/parked-messages';
import { settingsMistake } from './settings';
import { allSource, streamSource } from './streams/event-source';
import { SystemStreams, type SystemStreamParts } from './streams/system-streams';

export interface RegistryParts extends SystemStreamParts {
  readonly commits: CommitSignal;
}

/** A requested group. `first` is undefined for the end of the stream at its creation. */
export type RequestedGroup = Omit<GroupEntry, 'first'> & { readonly first: number | undefined };

const CONFIG_STREAM = '$persistentSubscriptionConfig';
/** Milliseconds between two checks of time-outs and checkpoints. */
const TICK_MS = 250;
/** The limit of the configuration, which is one event. */
const MAX_CONFIG_BYTES = 4 * 1024 * 1024;

/** All groups of persistent subscriptions. Their configuration is on disk; changes run one after another. */
export class PersistentSubscriptions {
  private readonly groups = new Map<string, Group>();
  private readonly streams: SystemStreams;
  private readonly ended = new AbortController();
  private readonly log: EventLog;
  private readonly clock: Clock;
  /** Each change waits for the previous one, and all wait for the loading. */
  private last: Promise<unknown> = Promise.resolve();
  private loaded: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RegistryParts) {
    this.log = parts.log;
    this.clock = parts.clock;
    this.streams = new SystemStreams(parts);
  }

  /** Loads and starts the groups. The server calls it once, before the first call of a client. */
  start(): void {
    this.loaded = this.load();
    this.last = this.loaded.catch(() => undefined);
    void this.runTicks();
  }

  /** @throws {PersistentSubscriptionError} when the group exists or its settings are invalid */
  create(requested: RequestedGroup): Promise<void> {
    return this.changeInOrder(async () => {
      this.check(requested);
      const { name } = requested;
      if (this.groups.has(keyOf(name))) throw new PersistentSubscriptionError('exists', name);
      const entry = { ...requested, first: requested.first ?? (await this.endOf(name.stream)) };
      // A process may have ended after it deleted a group of this name and before it cleared the group's streams.
      await this.clearTraces(name);
      await this.save([...this.entries(), entry], name);
      this.groups.set(keyOf(name), await this.startGroup(entry));
    });
  }

  /**
   * Changes the settings and drops the consumers. The filter stays.
   * @throws {PersistentSubscriptionError} when the group does not exist or the settings are invalid
   */
  update(requested: RequestedGroup): Promise<void> {
    return this.changeInOrder(async () => {
      const { name, startFrom } = requested;
      const before = this.requireGroup(name);
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
      this.groups.set(keyOf(name), await this.startGroup(entry));
    });
  }

  /**
   * Removes the group with its checkpoints and parked messages.
   * @throws {PersistentSubscriptionError} when the group does not exist
   */
  remove(name: GroupName): Promise<void> {
    return this.changeInOrder(async () => {
      const group = this.requireGroup(name);
      await this.save(
        this.entries().filter(entry => entry !== group.entry),
        name,
      );
      this.groups.delete(keyOf(name));
      await group.end();
      await this.clearTraces(name);
    });
  }

  /** Drops all consumers and loads the groups from disk again. */
  restart(): Promise<void> {
    return this.changeInOrder(async () => {
      await this.endAll();
      this.loaded = this.load();
      await this.loaded;
    });
  }

  /** @throws {PersistentSubscriptionError} when the group does not exist */
  async group(name: GroupName): Promise<Group> {
    await this.last;
    await this.loaded;
    return this.requireGroup(name);
  }

  /** The groups of one stream, or all groups. */
  async list(stream?: string): Promise<Group[]> {
    await this.last;
    await this.loaded;
    return [...this.groups.values()].filter(
      ({ entry }) => stream === undefined || entry.name.stream === stream,
    );
  }

  /** Drops all consumers. Nothing is written after it. */
  async close(): Promise<void> {
    this.ended.abort();
    await this.last;
    await this.endAll();
  }

  private requireGroup(name: GroupName): Group {
    const group = this.groups.get(keyOf(name));
    if (!group) throw new PersistentSubscriptionError('does-not-exist', name);
    return group;
  }

  private entries(): GroupEntry[] {
    return [...this.groups.values()].map(({ entry }) => entry);
  }

  private async changeInOrder(change: () => Promise<void>): Promise<void> {
    const changed = this.last.then(async () => {
      await this.loaded;
      await change();
    });
    this.last = changed.catch(() => undefined);
    await changed;
  }

  private check({ name, settings, first, filter }: RequestedGroup): void {
    const mistake = settingsMistake(settings) ?? this.startPointMistake(name, first);
    if (mistake) throw new PersistentSubscriptionError('failed', name, mistake);
    if (filter) filterOf(filter);
  }

  private startPointMistake({ stream }: GroupName, first: number | undefined): string | undefined {
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
    if (!(await this.streams.lastVisibleEvent(CONFIG_STREAM)))
      await this.streams.setMetadata(CONFIG_STREAM, { $maxCount: 2 });
    await this.streams.append(CONFIG_STREAM, { type: '$PersistentConfig', data });
  }

  private async clearTraces(name: GroupName): Promise<void> {
    await this.streams.hideAll(checkpointStream(name));
    await this.streams.hideAll(parkedStream(name));
  }

  private async load(): Promise<void> {
    const config = await this.streams.lastVisibleEvent(CONFIG_STREAM);
    const entries = config ? decodeEntries(dataOf(config.bytes)) : [];
    for (const entry of entries) this.groups.set(keyOf(entry.name), await this.startGroup(entry));
  }

  private async startGroup(entry: GroupEntry): Promise<Group> {
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

  private async runTicks(): Promise<void> {
    const { signal } = this.ended;
    while (!signal.aborted) {
      await this.clock.wait(TICK_MS, signal);
      if (!signal.aborted) for (const group of this.groups.values()) group.tick();
    }
  }
}
