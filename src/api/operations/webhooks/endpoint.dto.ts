import type { EndpointWish } from '../../../domain/outbound/decide-endpoint';
import { MESSAGE_TYPES, type MessageType } from '../../../domain/outbound/events';
import type { ApiClient } from '../../auth/keys/api-keys';
import { FieldRule } from '../../fields/field-rules';
import { ChoiceField, Field, TextField } from '../../fields/request-fields';

export const RECEIVES = ['ALL', 'CALLBACKS'] as const;

const MAX_URL = 2_048;

const areMessageTypes = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  new Set(value).size === value.length &&
  value.every(each => (MESSAGE_TYPES as readonly unknown[]).includes(each));

/** The whole of what a client says of an endpoint. */
export class EndpointDto {
  @TextField(1, MAX_URL, {
    description: 'https, in a public network, without user, password and fragment',
    example: 'https://shop.example/holdfast',
  })
  readonly url!: string;

  @Field(
    FieldRule(`must be a list of different event names: ${MESSAGE_TYPES.join(', ')}`, areMessageTypes),
    { type: 'array', items: { type: 'string', enum: [...MESSAGE_TYPES] }, minItems: 1, uniqueItems: true },
    { description: 'What the endpoint is told' },
  )
  readonly events!: readonly MessageType[];

  @TextField(1, 200, { optional: true, example: 'the shop' })
  readonly description?: string | null;
}

/** What is said of an endpoint once, when it is added. */
export class NewEndpointDto extends EndpointDto {
  @ChoiceField(RECEIVES, {
    optional: true,
    default: 'ALL',
    description: 'CALLBACKS: only payouts that named a callbackUrl beneath url, at that address',
  })
  readonly receives?: (typeof RECEIVES)[number] | null;
}

/** What the client says. No key tells later what a person sees who signed in without one. */
export const wishOf = (
  { url, events, description = null, receives }: EndpointDto & Pick<NewEndpointDto, 'receives'>,
  { keyId, kind, accounts }: Pick<ApiClient, 'keyId' | 'kind' | 'accounts'>,
): EndpointWish => ({
  url,
  events: MESSAGE_TYPES.filter(type => events.includes(type)),
  description,
  ...(keyId === null && kind === 'person' && { accounts }),
  ...(receives === 'CALLBACKS' && { receives }),
});
