import { ApiSchema } from '@nestjs/swagger';
import type { WebhookEndpoint } from '../../../domain/outbound/endpoints';
import { MESSAGE_TYPES } from '../../../domain/outbound/events';
import type { EndpointWithSecret } from '../../../outbound/endpoints/manage-endpoints';
import { PageOf } from '../../fields/page.response';
import { RECEIVES } from './endpoint.dto';
import { Choice, OR_NULL, Text, TextList, Time } from '../../fields/response-fields';

const ENDPOINT_ID = 'b1e7a2c4-1f0d-4f6b-8a6e-0d9c5b7f1a23';
const KEY_ID = '2f1d3c7a-8f5e-4f0f-9a55-3d1c0e7b9a11';
const STATUSES = ['ENABLED', 'DISABLED', 'PARKED'] as const;
const REASONS = ['CLIENT', 'GONE', 'UNDELIVERED', 'SECRET_LOST'] as const;

@ApiSchema({
  name: 'WebhookEndpoint',
  description: 'Where a client gets messages. It never shows its secret',
})
export class EndpointResponse {
  @Text(ENDPOINT_ID)
  readonly id!: string;
  @Text('https://shop.example/holdfast')
  readonly url!: string;
  @TextList(MESSAGE_TYPES[0])
  readonly events!: readonly string[];
  @Text('the shop', OR_NULL)
  readonly description!: string | null;
  @Choice(RECEIVES, { description: 'CALLBACKS: what payouts with a callbackUrl beneath url are told, there' })
  readonly receives!: (typeof RECEIVES)[number];
  @Choice(STATUSES, {
    description: 'DISABLED and PARKED: nothing is sent until it is enabled; then all of it',
  })
  readonly status!: (typeof STATUSES)[number];
  @Choice(REASONS, { nullable: true, description: 'Why it is not enabled. GONE: the receiver answered 410' })
  readonly reason!: (typeof REASONS)[number] | null;
  @Time({ nullable: true, description: 'Since when it is not enabled' })
  readonly since!: string | null;
  @Text(KEY_ID, { nullable: true, description: 'The key that added it or changed it last; null: none did' })
  readonly keyId!: string | null;
  @Time()
  readonly addedAt!: string;
  @Time({ nullable: true, description: 'Until then the former secret signs too' })
  readonly formerSecretUntil!: string | null;

  static from(endpoint: WebhookEndpoint): EndpointResponse {
    const { endpointId: id, url, events, description, status, keyId, addedAt, former } = endpoint;
    const { receives = 'ALL' } = endpoint;
    const isEnabled = status.kind === 'ENABLED';
    return {
      ...{ id, url, events, description, receives, status: status.kind },
      ...{ reason: isEnabled ? null : status.reason, since: isEnabled ? null : status.since },
      ...{ keyId, addedAt, formerSecretUntil: former?.until ?? null },
    };
  }
}

@ApiSchema({ name: 'WebhookEndpointPage' })
export class EndpointPageResponse extends PageOf(EndpointResponse) {}

@ApiSchema({ name: 'WebhookEndpointWithSecret' })
export class EndpointWithSecretResponse extends EndpointResponse {
  @Text('whsec_…', { description: 'It signs the messages. It is shown this once only' })
  readonly secret!: string;

  static withSecret({ endpoint, secret }: EndpointWithSecret): EndpointWithSecretResponse {
    return { ...EndpointResponse.from(endpoint), secret };
  }
}

@ApiSchema({ name: 'DeletedWebhookEndpoint' })
export class DeletedEndpointResponse {
  @Text(ENDPOINT_ID)
  readonly id!: string;
}
