import type { Clock } from '../../../shared/clock';
import type { Logger } from '../../../shared/logging';
import type { SecurityLog } from '../security/security-log';
import type { SignatureRefusal } from '../signing/request-signature';
import type { ApiClient, KeyFault } from './api-keys';

type RefusedKey = Pick<ApiClient, 'keyId' | 'clientName'>;

/** A use of one key for one reason from one address is logged once in this time. */
const QUIET_MS = 60_000;
/** Kinds of refusals that are remembered; when there are more, the oldest is forgotten. */
const MAX_REMEMBERED = 1_000;

/**
 * Records refused uses of keys. One whose secret was proved is logged, too: an old key in use is a leak or a forgotten client.
 * The guesses of strangers are counted, so they cannot fill the log.
 */
export class KeyRefusals {
  private readonly loggedAtMs = new Map<string, number>();

  constructor(
    private readonly logger: Logger,
    private readonly clock: Clock,
    private readonly security?: Pick<SecurityLog, 'note'>,
  ) {}

  /** A key that was never made, a wrong secret or a token: all of a minute with one reason are one record. */
  recordUnknown(address: string | undefined, reason = 'UNKNOWN'): void {
    this.security?.note({ kind: 'KEY_REFUSED', reason, address });
  }

  record(
    { keyId, clientName }: RefusedKey,
    reason: KeyFault | SignatureRefusal,
    address: string | undefined,
  ): void {
    this.security?.note({
      kind: 'KEY_REFUSED',
      client: clientName,
      keyId: keyId ?? undefined,
      reason,
      address,
    });
    const kind = `${keyId} ${reason} ${address}`;
    const nowMs = this.clock.monotonicMs();
    const loggedMs = this.loggedAtMs.get(kind);
    if (loggedMs !== undefined && nowMs - loggedMs < QUIET_MS) return;
    this.loggedAtMs.delete(kind);
    this.loggedAtMs.set(kind, nowMs);
    const [oldest] = this.loggedAtMs.keys();
    if (this.loggedAtMs.size > MAX_REMEMBERED && oldest !== undefined) this.loggedAtMs.delete(oldest);
    this.logger.warn(
      { type: 'security', keyId, client: clientName, reason, address: address ?? null },
      'API key refused',
    );
  }
}
