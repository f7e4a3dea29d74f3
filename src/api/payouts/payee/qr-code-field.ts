import { ValidateBy } from 'class-validator';
import { readPayableQrCode } from '../../../domain/pix/payable-qr-code';

/** A BR Code that a payout can pay. The fault of another text says why. The text itself stays as it is given. */
export const IsPayableQrCode = (): PropertyDecorator =>
  ValidateBy({
    name: 'payableQrCode',
    validator: {
      validate: value => faultOf(value) === undefined,
      defaultMessage: args =>
        `must be a BR Code that can be paid by a payout, but ${faultOf(args?.value) ?? 'is none'}`,
    },
  });

function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'it is no text';
  const code = readPayableQrCode(value);
  return code.ok ? undefined : code.refusal;
}
