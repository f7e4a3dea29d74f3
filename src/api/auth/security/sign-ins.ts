import type { Clock } from '../../../shared/clock';
import type { ApiClient } from '../keys/api-keys';
import { doneBy } from './happening';
import type { SecurityLog } from './security-log';

/** After this time without a request a person comes anew. */
const IDLE_MS = 12 * 3_600_000;
const MAX_REMEMBERED = 10_000;

/** Persons have no sessions: one that has not asked this process for twelve hours signs in by its next request. */
export class SignIns {
  private readonly seenMs = new Map<string, number>();

  constructor(
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  note(client: ApiClient, address: string | undefined): void {
    if (client.kind === 'service') return;
    const name = `${client.clientName} ${client.keyId ?? ''}`;
    const nowMs = this.clock.monotonicMs();
    const lastMs = this.seenMs.get(name);
    this.seenMs.delete(name);
    this.seenMs.set(name, nowMs);
    const [oldest] = this.seenMs.keys();
    if (this.seenMs.size > MAX_REMEMBERED && oldest !== undefined) this.seenMs.delete(oldest);
    if (lastMs !== undefined && nowMs - lastMs < IDLE_MS) return;
    this.security.note({ kind: 'SIGNED_IN', ...doneBy(client), address });
  }
}
