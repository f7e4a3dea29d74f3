import type { Server } from '@grpc/grpc-js';

import { invariant } from '../../../../src/shared/invariant';

/**
 * How often one client may leave reads early: so many times at once, and so many more in each second. It is far above
 * what reading needs, and still ends a connection that does nothing but open calls and reset them.
 */
const RESETS_AT_ONCE = 50_000;
const RESETS_PER_SECOND = 5_000;

/**
 * Raises the number of resets (RST_STREAM) after which Node ends a connection with an error for everything under way on
 * it: 1,000, and 33 more in each second. Node has the setting since 22.10; Node 20 passes it over, and there a client
 * that resets more calls than that is still cut off. grpc-js hands nothing of the kind on, so it is put among the
 * settings that it keeps for its HTTP/2 servers.
 *
 * @param server must not be bound yet
 * @throws {Bug} this release of grpc-js keeps the settings somewhere else
 */
export function raiseResetLimit(server: Server): void {
  const settings: unknown = server['commonServerOptions'];
  invariant(typeof settings === 'object' && settings !== null, 'grpc-js does not show its HTTP/2 settings');
  Object.assign(settings, { streamResetBurst: RESETS_AT_ONCE, streamResetRate: RESETS_PER_SECOND });
}
