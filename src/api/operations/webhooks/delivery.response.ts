import { ApiSchema } from '@nestjs/swagger';
import type { WebhookDeliveryAttempted } from '../../../domain/outbound/events';
import type { ListedDelivery } from '../../../outbound/deliveries/read-deliveries';
import { PageOf } from '../../fields/page.response';
import {
  Choice,
  EventId,
  Integer,
  ListOf,
  OR_NULL,
  PayoutId,
  Text,
  Time,
} from '../../fields/response-fields';

export const DELIVERY_STATUSES = ['DELIVERED', 'RETRYING', 'GIVEN_UP'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

@ApiSchema({ name: 'WebhookAttempt' })
export class AttemptResponse {
  @Integer(1)
  readonly attempt!: number;
  @Time()
  readonly attemptedAt!: string;
  @Choice(['DELIVERED', 'FAILED', 'GIVEN_UP'])
  readonly outcome!: WebhookDeliveryAttempted['outcome'];
  @Integer(200, OR_NULL)
  readonly statusCode!: number | null;
  @Text('TIMEOUT', { nullable: true, description: 'Why no answer came' })
  readonly fault!: string | null;
  @Integer(35)
  readonly durationMs!: number;
  @Text('ok', { description: 'The first bytes of the answer' })
  readonly answerStart!: string;

  static from({ personal, ...data }: WebhookDeliveryAttempted): AttemptResponse {
    const { attempt, attemptedAt, outcome, statusCode, fault, durationMs } = data;
    return {
      attempt,
      attemptedAt,
      outcome,
      statusCode,
      fault,
      durationMs,
      answerStart: personal.answerStart,
    };
  }
}

@ApiSchema({ name: 'WebhookDelivery', description: 'One message to one endpoint, from its first attempt on' })
export class DeliveryResponse {
  @Text('msg_…', { description: 'The webhook-id that the receiver sees' })
  readonly id!: string;
  @Text('b1e7a2c4-1f0d-4f6b-8a6e-0d9c5b7f1a23')
  readonly endpointId!: string;
  @Text('payout.completed')
  readonly event!: string;
  @PayoutId(OR_NULL)
  readonly payoutId!: string | null;
  @EventId()
  readonly sourceEventId!: string;
  @Choice(DELIVERY_STATUSES, {
    description: 'GIVEN_UP: the callbackUrl of the payout failed for good; a replay tries it again',
  })
  readonly status!: DeliveryStatus;
  @Time({ nullable: true, description: 'When the next attempt is due' })
  readonly nextAttemptAt!: string | null;
  @Text('{"type":"payout.completed",…}', { description: 'The text that is sent' })
  readonly body!: string;
  @ListOf(() => AttemptResponse)
  readonly attempts!: readonly AttemptResponse[];

  static from({
    deliveryId: id,
    attempts,
    isDelivered,
    isGivenUp,
    nextAttemptAt,
    body,
  }: ListedDelivery): DeliveryResponse {
    const { endpointId, messageType: event, payoutId, source } = attempts[0]!;
    const status = isDelivered ? 'DELIVERED' : isGivenUp ? 'GIVEN_UP' : 'RETRYING';
    return {
      ...{ id, endpointId, event, payoutId, sourceEventId: source.eventId, status, nextAttemptAt, body },
      attempts: attempts.map(AttemptResponse.from),
    };
  }
}

@ApiSchema({ name: 'WebhookDeliveryPage' })
export class DeliveryPageResponse extends PageOf(DeliveryResponse) {}
