import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Destination, Payee } from '../../../domain/payout/payee';
import { OR_NULL, Text } from '../../fields/response-fields';
import {
  BankAccountDestinationDto,
  DESTINATION_SCHEMA,
  PixDestinationDto,
  QrCodeDestinationDto,
} from './destination.dto';

const DESTINATIONS = [PixDestinationDto, BankAccountDestinationDto, QrCodeDestinationDto];

/** A payee is recorded exactly as it was asked for, so the classes of the request describe its destination. */
@ApiSchema({ name: 'Payee' })
@ApiExtraModels(...DESTINATIONS)
export class PayeeResponse {
  @Text('Maria Silva', OR_NULL)
  readonly name!: string | null;
  @Text('12345678909', OR_NULL)
  readonly document!: string | null;
  @ApiProperty(DESTINATION_SCHEMA)
  readonly destination!: Destination;

  /** Field by field: the order of the answer's fields does not depend on what is stored. */
  static from({ name, document, destination }: Payee): PayeeResponse {
    return { name, document, destination };
  }
}
