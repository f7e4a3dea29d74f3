import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { PIX_KEY_TYPES, type PixKeyType } from '../../../domain/payout/payee';
import { MAX_BR_CODE } from '../../../domain/pix/br-code';
import { isPixKey } from '../../../domain/pix/pix-key';
import { OneOf, Pattern, FieldRule } from '../../fields/field-rules';
import { ObjectField } from '../../fields/request-fields';
import { IsPayableQrCode } from './qr-code-field';

const DESTINATION_TYPES = ['PIX', 'BANK_ACCOUNT', 'QR_CODE'] as const;

/** The type of each destination is its own; the fault of another one names them all. */
const IsType = (type: (typeof DESTINATION_TYPES)[number]): PropertyDecorator =>
  FieldRule(`must be one of ${DESTINATION_TYPES.join(', ')}`, value => value === type);

const isKeyType = (value: unknown): value is PixKeyType =>
  (PIX_KEY_TYPES as readonly unknown[]).includes(value);

class BankAccountDto {
  @ApiProperty({
    type: String,
    example: '12345678',
    pattern: '^[0-9A-Z]{8}$',
    description: 'The bank, by its ISPB',
  })
  @Pattern(/^[0-9A-Z]{8}$/, '8 digits or upper-case letters')
  readonly ispb!: string;

  @ApiProperty({ type: String, example: '0001' })
  @Pattern(/^[0-9A-Za-z-]{1,10}$/, '1 to 10 digits, letters or "-"')
  readonly branch!: string;

  @ApiProperty({ type: String, example: '1234567-8' })
  @Pattern(/^[0-9A-Za-z-]{1,20}$/, '1 to 20 digits, letters or "-"')
  readonly account!: string;

  @ApiProperty({ type: String, example: 'PAYMENT' })
  @Pattern(/^[A-Z][A-Z_]{0,29}$/, 'upper-case letters, like PAYMENT')
  readonly accountType!: string;
}

export class PixDestinationDto {
  @ApiProperty({ enum: ['PIX'] })
  @IsType('PIX')
  readonly type!: 'PIX';

  @ApiProperty({ enum: PIX_KEY_TYPES, example: 'CPF' })
  @OneOf(PIX_KEY_TYPES)
  readonly pixKeyType!: PixKeyType;

  @ApiProperty({ type: String, example: '12345678909' })
  @FieldRule(
    'must be a PIX key of its pixKeyType (CPF, CNPJ without mask; PHONE +55…; EMAIL lower-case; EVP)',
    (value, object) =>
      // A wrong type has no rule for the key, and its own fault is enough.
      typeof value === 'string' &&
      (isKeyType(object.pixKeyType) ? isPixKey(object.pixKeyType, value) : value !== ''),
  )
  readonly pixKey!: string;
}

@ApiExtraModels(BankAccountDto)
export class BankAccountDestinationDto {
  @ApiProperty({ enum: ['BANK_ACCOUNT'] })
  @IsType('BANK_ACCOUNT')
  readonly type!: 'BANK_ACCOUNT';

  @ObjectField(() => BankAccountDto, { type: () => BankAccountDto })
  readonly bankAccount!: BankAccountDto;
}

export class QrCodeDestinationDto {
  @ApiProperty({ enum: ['QR_CODE'] })
  @IsType('QR_CODE')
  readonly type!: 'QR_CODE';

  @ApiProperty({
    type: String,
    description: 'A BR Code ("Pix copia e cola"); an amount in it must be the payout\'s amount',
    maxLength: MAX_BR_CODE,
    example:
      '00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D',
  })
  @IsPayableQrCode()
  readonly qrCode!: string;
}

/** One of the destinations, told apart by its `type`. */
export const DESTINATION_SCHEMA = {
  oneOf: [PixDestinationDto, BankAccountDestinationDto, QrCodeDestinationDto].map(dto => ({
    $ref: getSchemaPath(dto),
  })),
  discriminator: {
    propertyName: 'type',
    mapping: {
      PIX: getSchemaPath(PixDestinationDto),
      BANK_ACCOUNT: getSchemaPath(BankAccountDestinationDto),
      QR_CODE: getSchemaPath(QrCodeDestinationDto),
    },
  },
  example: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
};

export type DestinationDto = PixDestinationDto | BankAccountDestinationDto | QrCodeDestinationDto;

/** The class of a payee's destination, by its `type`. Where the type is wrong, the other fields tell what is meant. */
export function destinationClass(payee: { readonly destination?: unknown }): new () => object {
  const given = (payee.destination ?? {}) as Readonly<Record<string, unknown>>;
  switch (given.type) {
    case 'PIX':
      return PixDestinationDto;
    case 'BANK_ACCOUNT':
      return BankAccountDestinationDto;
    case 'QR_CODE':
      return QrCodeDestinationDto;
    default:
      if (given.bankAccount !== undefined) return BankAccountDestinationDto;
      return given.qrCode === undefined ? PixDestinationDto : QrCodeDestinationDto;
  }
}
