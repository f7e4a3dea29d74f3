import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PROVIDER_MODES, type ProviderMode } from '../../../../queries/payouts/payout-view';
import type { ApiClient } from '../../../auth/keys/api-keys';
import { CLIENT_KINDS, type ClientKind } from '../../../auth/keys/scopes';
import { Choice, OR_NULL, Text, TextList, Time } from '../../../fields/response-fields';

@ApiSchema({ name: 'ConsoleSession', description: 'Who is calling, and what the session needs' })
export class SessionResponse {
  @Text('ana')
  readonly clientName!: string;
  @Choice([...CLIENT_KINDS, 'unstated'])
  readonly kind!: ClientKind;
  @Text('6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d', {
    nullable: true,
    description: 'null: the environment’s key',
  })
  readonly keyId!: string | null;
  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['*'] },
      { type: 'array', items: { type: 'string' } },
    ],
    example: '*',
  })
  readonly accounts!: '*' | readonly string[];
  @TextList('payouts:read')
  readonly scopes!: readonly string[];
  @Choice(PROVIDER_MODES, {
    description: '`sandbox`: a provider is simulated, and its payouts move no money',
  })
  readonly mode!: ProviderMode;
  @Text('q83v…', {
    nullable: true,
    description: 'A change sends it as X-CSRF-Token; null: called with a key',
  })
  readonly csrfToken!: string | null;
  @Time({ ...OR_NULL, description: 'When the session ends, unless it is renewed; null: called with a key' })
  readonly expiresAt!: string | null;

  static from(
    client: ApiClient,
    mode: ProviderMode,
    session: Pick<SessionResponse, 'csrfToken' | 'expiresAt'>,
  ): SessionResponse {
    const { clientName, kind, keyId, accounts, scopes } = client;
    return { clientName, kind, keyId, accounts, scopes, mode, ...session };
  }
}
