import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { readPayableQrCode } from '../../../domain/pix/payable-qr-code';
import { wants } from '../../fields/field-facts';

const WANTED = 'a BR Code that can be paid by a payout';

/** A BR Code that a payout can pay. The fault of another text says why. The text itself stays as it is given. */
export const IsPayableQrCode = (): PropertyDecorator =>
  applyDecorators(
    ValidateBy({
      name: 'payableQrCode',
      validator: {
        validate: value => faultOf(value) === undefined,
        defaultMessage: args => `must be ${WANTED}, but ${faultOf(args?.value) ?? 'is none'}`,
      },
    }),
    wants(WANTED),
  ) as PropertyDecorator;

function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'it is no text';
  const code = readPayableQrCode(value);
  return code.ok ? undefined : code.refusal;
}
