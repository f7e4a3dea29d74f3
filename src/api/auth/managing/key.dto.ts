import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { CLIENT_KINDS, SCOPES } from '../keys/scopes';

/** `wishFaults` checks every field, as it does for the command line. */
export class KeyDto {
  @ApiProperty({ type: String, example: 'shop', pattern: '^[a-z0-9][a-z0-9._-]{0,63}$' })
  @Allow()
  readonly clientName!: unknown;

  @ApiProperty({ enum: CLIENT_KINDS })
  @Allow()
  readonly kind!: unknown;

  @ApiProperty({ type: 'array', items: { type: 'string', enum: [...SCOPES] }, minItems: 1 })
  @Allow()
  readonly scopes!: unknown;

  @ApiPropertyOptional({
    oneOf: [
      { type: 'string', enum: ['*'] },
      { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 1000 },
    ],
    default: '*',
    example: ['merchant-1'],
  })
  @Allow()
  readonly accounts?: unknown;

  @ApiPropertyOptional({ type: String, format: 'date-time' })
  @Allow()
  readonly notBefore?: unknown;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: '90 days where absent' })
  @Allow()
  readonly expiresAt?: unknown;

  @ApiPropertyOptional({ type: 'array', items: { type: 'string' }, maxItems: 100, example: ['192.0.2.0/24'] })
  @Allow()
  readonly networks?: unknown;

  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 200 })
  @Allow()
  readonly description?: unknown;

  @ApiPropertyOptional({
    type: String,
    description: 'An Ed25519 public key in PEM. The key then signs what it asks for (RFC 9421)',
  })
  @Allow()
  readonly signingKey?: unknown;
}
