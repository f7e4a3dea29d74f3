import type { Logger } from '../../../shared/logging';
import type { OpeningParts } from '../../port/provider-definition';
import type { Registration } from './register-webhooks';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Registers the webhooks, and tries again until NTX Pay accepts the registration or the signal aborts. Payouts settle by
 * polling until then. It never rejects.
 */
export async function keepRegistering(
  register: () => Promise<Registration>,
  { clock, logger }: Pick<OpeningParts, 'clock' | 'logger'>,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const registration = await register();
    if (registration.ok) return logRegistration(registration, logger);
    logger.warn({ reason: registration.reason }, 'NTX Pay does not know yet where notifications go');
    await clock.wait(pauseMs, signal);
  }
}

function logRegistration({ refused, left, seen }: Extract<Registration, { ok: true }>, logger: Logger): void {
  if (refused.length > 0)
    logger.warn({ refused: refused.join(', ') }, 'NTX Pay does not take these event types');
  if (left.length > 0)
    logger.warn(
      { left: left.join(', ') },
      'NTX Pay sends these elsewhere, and they are left so: without cash_out payouts settle by question only, without refund_out returns are not heard of. NTXPAY_WEBHOOKS=replace takes them over',
    );
  if (!seen)
    logger.warn(
      {},
      'NTX Pay does not show what is registered: whatever cash_out and refund_out led to was replaced',
    );
}
