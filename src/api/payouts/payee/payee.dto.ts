import { ApiExtraModels, ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { isDocument } from '../../../domain/pix/document';
import { FieldRule, PlainText } from '../../fields/field-rules';
import { ObjectField } from '../../fields/request-fields';
import {
  BankAccountDestinationDto,
  DESTINATION_SCHEMA,
  destinationClass,
  type DestinationDto,
  PixDestinationDto,
  QrCodeDestinationDto,
} from './destination.dto';

const NAMED_BY_CODE = 'Needed unless the destination is a QR code, which names its payee';

/** Validates the field unless a QR code names the payee and the field is absent. */
const NeededWithoutQrCode = (field: 'name' | 'document'): PropertyDecorator =>
  ValidateIf((payee: PayeeDto) => payee.destination?.type !== 'QR_CODE' || (payee[field] ?? null) !== null);

@ApiExtraModels(PixDestinationDto, BankAccountDestinationDto, QrCodeDestinationDto)
export class PayeeDto {
  @ApiPropertyOptional({
    type: String,
    example: 'Maria Silva',
    description: NAMED_BY_CODE,
    minLength: 1,
    maxLength: 140,
  })
  @NeededWithoutQrCode('name')
  @PlainText(1, 140)
  readonly name?: string | null;

  @ApiPropertyOptional({
    type: String,
    example: '12345678909',
    description: `CPF or CNPJ without mask; a CNPJ may have letters. ${NAMED_BY_CODE}`,
  })
  @NeededWithoutQrCode('document')
  @FieldRule(
    'must be a CPF or CNPJ with its check digits, without mask',
    value => typeof value === 'string' && isDocument(value),
  )
  readonly document?: string | null;

  @ObjectField(destinationClass, DESTINATION_SCHEMA)
  readonly destination!: DestinationDto;
}
