import { LimitRegistry } from '../../commands/limits/limit-registry';
import type { FollowerParts } from '../../event-store/log/stream-follower';
import type { Logger } from '../../shared/logging';

export interface FollowedLimits {
  readonly registry: LimitRegistry;
  stop(): Promise<void>;
}

/** Starts to follow the limits, and does not wait. A registry that has lost its streams lets nothing be held. */
export function followLimits(parts: FollowerParts, logger: Logger): FollowedLimits {
  const ending = new AbortController();
  const registry = new LimitRegistry(parts);
  const followed = registry.follow(ending.signal).catch((error: unknown) => {
    logger.error({ error: String(error) }, 'The limits are not followed any more: no payout is held');
  });
  const stop = (): Promise<void> => {
    ending.abort();
    return followed;
  };
  return { registry, stop };
}
