import type { WebhookDelivery, WebhookDeliveries } from '../../domain/outbound/delivery';
import { webhookDeliveries } from '../../domain/outbound/delivery';
import type { WebhookEndpoint } from '../../domain/outbound/endpoints';
import type { FinishedDelivery, WebhookDeliveryAttempted } from '../../domain/outbound/events';
import { appendEvents } from '../../event-store/append-events';
import type { EventStore } from '../../event-store/event-store';
import { load, type Loaded } from '../../event-store/load';
import { webhookDeliveryStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import type { Random } from '../../shared/random';
import type { EndpointSecrets } from '../endpoints/endpoint-secrets';
import type { ManageEndpoints } from '../endpoints/manage-endpoints';
import type { GuardedSender, SendResult } from '../sending/guarded-sender';
import type { OpenDelivery } from './open-delivery';
import { retryMs, type RetryTimes } from './retry-times';
import { signedHeaders } from '../sending/signed-headers';

export interface DeliverySenderParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: EndpointSecrets;
  readonly manage: Pick<ManageEndpoints, 'stopSending'>;
  readonly sender: Pick<GuardedSender, 'post'>;
  readonly times: RetryTimes;
}

/** `again`: another attempt is due then. `stopped`: the endpoint gets nothing more for now. */
export type SendProgress =
  | SendEnd
  | { readonly kind: 'again'; readonly at: Date; readonly hasFailed: boolean }
  | { readonly kind: 'stopped' };

/**
 * `DELIVERED`: the endpoint has it. `GIVEN_UP`: the address of this payout failed for good, and the endpoint goes on.
 * `passed_over`: the endpoint is not to get it any more.
 */
export type SendEnd =
  | { readonly kind: 'done'; readonly status: FinishedDelivery['status']; readonly isNew: boolean }
  | { readonly kind: 'passed_over' };

type Attempt = Pick<
  WebhookDeliveryAttempted,
  'attemptedAt' | 'durationMs' | 'statusCode' | 'fault' | 'personal'
>;

const GONE = 410;
const isTaken = ({ statusCode }: Pick<Attempt, 'statusCode'>): boolean =>
  statusCode !== null && statusCode >= 200 && statusCode < 300;

/** Sends one delivery once, and records the attempt at the revision that it read. So two processes never undo each other. */
export class DeliverySender {
  constructor(private readonly parts: DeliverySenderParts) {}

  /** @throws {Fault} the attempt may not be recorded: it is made again, with the same id */
  async send(endpoint: WebhookEndpoint, open: OpenDelivery, ending: AbortSignal): Promise<SendProgress> {
    const { clock, secrets, manage } = this.parts;
    const { endpointId } = endpoint;
    const before = await this.load(endpointId, open);
    const delivery = before.state.get(open.deliveryId);
    const status = delivery && endOf(delivery);
    if (status) return { kind: 'done', status, isNew: false };
    const now = clock.now();
    const due = dueAt(endpoint, delivery);
    if (due && now < due) return { kind: 'again', at: due, hasFailed: false };
    const body = delivery?.body ?? open.message.body;
    const headers = signedHeaders(endpoint, secrets, open.deliveryId, body, now);
    if (!headers) {
      await manage.stopSending({ type: 'ParkEndpoint', endpointId, reason: 'SECRET_LOST', deliveryId: null });
      return { kind: 'stopped' };
    }
    const result = await this.parts.sender.post(addressOf(endpoint, open), headers, body, ending);
    if (result.kind === 'failed' && result.fault === 'ENDED_HERE') return { kind: 'stopped' };
    return this.record(endpoint, open, before, attemptOf(result, now));
  }

  private load(endpointId: string, { message }: OpenDelivery): Promise<Loaded<WebhookDeliveries>> {
    return load(this.parts.store, webhookDeliveryStream(endpointId, message.subject), webhookDeliveries);
  }

  private async record(
    endpoint: WebhookEndpoint,
    open: OpenDelivery,
    before: Loaded<WebhookDeliveries>,
    attempt: Attempt,
  ): Promise<SendProgress> {
    const { store, clock } = this.parts;
    const { endpointId } = endpoint;
    const { deliveryId, message } = open;
    const delivery = before.state.get(deliveryId);
    const data = this.recordOf(endpoint, open, delivery, attempt);
    const stream = webhookDeliveryStream(endpointId, message.subject);
    const expected = before.revision < 0n ? 'no_stream' : before.revision;
    const cause = {
      causationId: message.source.eventId,
      correlationId: message.payoutId ?? message.subject,
      actor: 'outbound',
    };
    const body = { type: 'WebhookDeliveryAttempted' as const, data };
    const { revision } = before;
    const done = await appendEvents({ store, clock }, stream, expected, [body], cause, String(revision));
    // Another process has recorded an attempt meanwhile: what it recorded counts.
    if (!done.ok) return { kind: 'again', at: clock.now(), hasFailed: false };
    if (data.outcome !== 'FAILED') return { kind: 'done', status: data.outcome, isNew: true };
    return this.afterFailure(endpoint, delivery, data);
  }

  private recordOf(
    endpoint: WebhookEndpoint,
    open: OpenDelivery,
    delivery: WebhookDelivery | undefined,
    attempt: Attempt,
  ): WebhookDeliveryAttempted {
    const { endpointId } = endpoint;
    const { deliveryId, message } = open;
    const { type: messageType, source, payoutId, body } = message;
    const outcome = this.outcomeOf(endpoint, open, delivery, attempt);
    const isTriedAgain = outcome === 'FAILED' && attempt.statusCode !== GONE;
    return {
      ...{ deliveryId, endpointId, messageType, source, payoutId },
      attempt: (delivery?.attempts.length ?? 0) + 1,
      ...(!delivery && { body }),
      outcome,
      ...attempt,
      nextAttemptAt: isTriedAgain ? this.nextAttempt(delivery, attempt) : null,
    };
  }

  /** A failure for good at the address of one payout says nothing of the addresses of others. */
  private outcomeOf(
    endpoint: WebhookEndpoint,
    open: OpenDelivery,
    delivery: WebhookDelivery | undefined,
    attempt: Attempt,
  ): WebhookDeliveryAttempted['outcome'] {
    if (isTaken(attempt)) return 'DELIVERED';
    const isFinal = attempt.statusCode === GONE || this.failsTooLong(endpoint, delivery, attempt);
    return isFinal && isAtCallback(endpoint, open) ? 'GIVEN_UP' : 'FAILED';
  }

  private failsTooLong(
    endpoint: WebhookEndpoint,
    delivery: WebhookDelivery | undefined,
    { attemptedAt }: Pick<Attempt, 'attemptedAt'>,
  ): boolean {
    const failingSince = Date.parse(delivery?.failingSince ?? attemptedAt);
    const since = Math.max(failingSince, Date.parse(endpoint.enabledAt));
    return Date.parse(attemptedAt) - since >= this.parts.times.parkAfterMs;
  }

  private nextAttempt(delivery: WebhookDelivery | undefined, { attemptedAt }: Attempt): string {
    const { random, times } = this.parts;
    const failures = (delivery ? failuresInARow(delivery) : 0) + 1;
    return new Date(Date.parse(attemptedAt) + retryMs(times, failures, random)).toISOString();
  }

  private async afterFailure(
    endpoint: WebhookEndpoint,
    delivery: WebhookDelivery | undefined,
    data: WebhookDeliveryAttempted,
  ): Promise<SendProgress> {
    const { manage } = this.parts;
    const { deliveryId } = data;
    const { endpointId } = endpoint;
    if (data.nextAttemptAt === null) {
      await manage.stopSending({ type: 'EndpointGone', endpointId });
      return { kind: 'stopped' };
    }
    if (this.failsTooLong(endpoint, delivery, data)) {
      await manage.stopSending({ type: 'ParkEndpoint', endpointId, reason: 'UNDELIVERED', deliveryId });
      return { kind: 'stopped' };
    }
    return { kind: 'again', at: new Date(data.nextAttemptAt), hasFailed: true };
  }
}

const endOf = ({ isDelivered, isGivenUp }: WebhookDelivery): FinishedDelivery['status'] | undefined =>
  isDelivered ? 'DELIVERED' : isGivenUp ? 'GIVEN_UP' : undefined;

const isAtCallback = ({ receives }: WebhookEndpoint, { message }: OpenDelivery): boolean =>
  receives === 'CALLBACKS' && message.callback !== null;

/** A test goes to the endpoint's own address. */
const addressOf = (endpoint: WebhookEndpoint, open: OpenDelivery): string =>
  isAtCallback(endpoint, open) ? open.message.callback!.url : endpoint.url;

/** An endpoint that was enabled since the last attempt is tried at once. */
function dueAt({ enabledAt }: WebhookEndpoint, delivery: WebhookDelivery | undefined): Date | undefined {
  const last = delivery?.attempts.at(-1);
  if (!delivery?.nextAttemptAt || (last && last.attemptedAt < enabledAt)) return undefined;
  return new Date(delivery.nextAttemptAt);
}

function failuresInARow({ attempts, failingSince }: WebhookDelivery): number {
  if (failingSince === null) return 0;
  return attempts.filter(({ attemptedAt }) => attemptedAt >= failingSince).length;
}

const attemptOf = (result: SendResult, now: Date): Attempt => ({
  attemptedAt: now.toISOString(),
  durationMs: result.durationMs,
  statusCode: result.kind === 'answered' ? result.statusCode : null,
  fault: result.kind === 'failed' ? result.fault : null,
  personal: { answerStart: result.kind === 'answered' ? result.answerStart : '' },
});
