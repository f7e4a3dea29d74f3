export const STRATEGIES = ['RoundRobin', 'DispatchToSingle', 'Pinned'] as const;
export type StrategyName = (typeof STRATEGIES)[number];

/** How a group treats its messages. Counts are of events, times in milliseconds. */
export interface GroupSettings {
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  /** After it a message that is neither acknowledged nor refused is sent again. */
  readonly messageTimeoutMs: number;
  /** A message that would be sent once more than this is parked instead. */
  readonly maxRetryCount: number;
  /** 0: never by time. */
  readonly checkpointAfterMs: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** 0: no limit. */
  readonly maxSubscriberCount: number;
  readonly liveBufferSize: number;
  /** 0 means 20. */
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly strategy: StrategyName;
}

const MAX_NUMBER = 2 ** 31 - 1;
const NUMBERS = [
  'messageTimeoutMs',
  'maxRetryCount',
  'checkpointAfterMs',
  'minCheckpointCount',
  'maxCheckpointCount',
  'maxSubscriberCount',
  'liveBufferSize',
  'readBatchSize',
  'historyBufferSize',
] as const;

/** What is wrong with the settings, in a sentence; undefined where nothing is. */
export function mistakeIn(settings: GroupSettings): string | undefined {
  for (const name of NUMBERS) {
    const value = settings[name];
    if (!Number.isInteger(value) || value < 0 || value > MAX_NUMBER)
      return `${name} has to be from 0 to 2^31 - 1.`;
  }
  if (settings.readBatchSize >= settings.historyBufferSize) {
    return 'ReadBatchSize may not be greater than or equal to BufferSize';
  }
  return undefined;
}

const DEFAULT_READ_BATCH = 20;

/** How many events one read of history asks for. */
export const readBatchOf = ({ readBatchSize }: GroupSettings): number => readBatchSize || DEFAULT_READ_BATCH;
