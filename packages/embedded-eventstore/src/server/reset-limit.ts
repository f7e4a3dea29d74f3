import type { Server } from '@grpc/grpc-js';

import { invariant } from '../core/invariant';

/**
 * The number of reads that one client may end early: at once, and in each second. It is far above what reading needs.
 * It still ends a connection that only opens calls and resets them.
 */
const RESETS_AT_ONCE = 50_000;
const RESETS_PER_SECOND = 5_000;

/**
 * Raises the number of resets (RST_STREAM) after which Node ends a connection, with an error for every call on it. The
 * usual limit is 1,000, and 33 more in each second. Node has this setting since 22.10. Node 20 ignores it, so there a
 * client with more resets still loses its connection. The library grpc-js offers no such option, so this function adds
 * it to the settings of its HTTP/2 servers.
 *
 * @param server must not be bound yet
 * @throws {Error} when this release of grpc-js keeps the settings somewhere else
 */
export function raiseResetLimit(server: Server): void {
  const settings: unknown = server['commonServerOptions'];
  invariant(typeof settings === 'object' && settings !== null, 'grpc-js does not show its HTTP/2 settings');
  Object.assign(settings, { streamResetBurst: RESETS_AT_ONCE, streamResetRate: RESETS_PER_SECOND });
}
