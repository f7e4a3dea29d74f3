export const STRATEGIES = ['RoundRobin', 'DispatchToSingle', 'Pinned'] as const;
export type StrategyName = (typeof STRATEGIES)[number];

/** The settings of a group. Counts are events; times are milliseconds. */
export interface GroupSettings {
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  /** The group sends a message again when it has no answer after this time. */
  readonly messageTimeoutMs: number;
  /** The group parks a message instead of sending it again more often than this. */
  readonly maxRetryCount: number;
  /** Milliseconds between two checkpoints by time; 0 switches them off. */
  readonly checkpointAfterMs: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** The most consumers; 0 means no limit. */
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

/** Returns a sentence about the first invalid setting, or undefined when all are valid. */
export function settingsMistake(settings: GroupSettings): string | undefined {
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

/** The number of events in one read of history. */
export const readBatchOf = ({ readBatchSize }: GroupSettings): number => readBatchSize || DEFAULT_READ_BATCH;
