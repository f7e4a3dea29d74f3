import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PageOf } from '../../fields/page.response';
import { Choice, OR_NULL, Text, TextList, Time } from '../../fields/response-fields';
import type { ListedKey, NewKey } from '../keys/manage-keys';
import { CLIENT_KINDS, type ClientKind } from '../keys/scopes';

const KEY_ID = '6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d';

@ApiSchema({ name: 'ApiKey', description: 'An API key, without anything that opens a door' })
export class KeyResponse {
  @Text(KEY_ID)
  readonly id!: string;
  @Text('shop')
  readonly clientName!: string;
  @Choice([...CLIENT_KINDS, 'unstated'], { description: 'unstated: a client of before clients stated it' })
  readonly kind!: ClientKind;
  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['*'] },
      { type: 'array', items: { type: 'string' } },
    ],
    example: ['merchant-1'],
    description: 'The accounts that the client sees and moves; `*`: all',
  })
  readonly accounts!: '*' | readonly string[];
  @TextList('payouts:request')
  readonly scopes!: readonly string[];
  @Text('client:alice', { description: '`operator`, or the client that made it' })
  readonly createdBy!: string;
  @Text(KEY_ID, { nullable: true, description: 'The key that made it' })
  readonly createdByKey!: string | null;
  @Time()
  readonly createdAt!: string;
  @Time(OR_NULL)
  readonly notBefore!: string | null;
  @Time({ nullable: true, description: 'null: never' })
  readonly expiresAt!: string | null;
  @Time(OR_NULL)
  readonly revokedAt!: string | null;
  @Time({ nullable: true, description: 'Right to the hour; null: never, as far as it is recorded' })
  readonly lastUsedAt!: string | null;
  @TextList('192.0.2.0/24', { description: 'Where it is accepted from; empty: everywhere' })
  readonly networks!: readonly string[];
  @Text("the shop's server", OR_NULL)
  readonly description!: string | null;
  @Text('-----BEGIN PUBLIC KEY-----…', { nullable: true, description: 'null: it signs nothing' })
  readonly signingKey!: string | null;

  static from(key: ListedKey): KeyResponse {
    const { keyId, clientName, kind, accounts, scopes, createdBy, createdAt } = key;
    const { notBefore, expiresAt, revokedAt, lastUsedAt, networks, description, signingKey } = key;
    return {
      ...{ id: keyId, clientName, kind, accounts, scopes },
      ...{ createdBy: createdBy.actor, createdByKey: createdBy.keyId, createdAt },
      ...{ notBefore, expiresAt, revokedAt, lastUsedAt, networks, description, signingKey },
    };
  }
}

@ApiSchema({ name: 'ApiKeyPage' })
export class KeyPageResponse extends PageOf(KeyResponse) {}

@ApiSchema({ name: 'NewApiKey' })
export class NewKeyResponse {
  @Text(KEY_ID)
  readonly id!: string;
  @Text('hf_6a3c9f0e-…', { description: 'The key. It is shown this once only' })
  readonly key!: string;

  static from({ keyId, key }: NewKey): NewKeyResponse {
    return { id: keyId, key };
  }
}

@ApiSchema({ name: 'RevokedApiKey' })
export class RevokedKeyResponse {
  @Text(KEY_ID)
  readonly id!: string;
}
