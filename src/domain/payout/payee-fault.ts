import { isDocument } from '../pix/document';
import { readPayableQrCode } from '../pix/payable-qr-code';
import type { Destination, Payee } from './payee';

/** What of a payee cannot be: the field's path in a request, and what is wrong with it. */
export interface PayeeFault {
  readonly field: string;
  readonly message: string;
}

/**
 * Why a payee cannot be paid as it is described. A CPF or CNPJ key belongs to the person who has that document. With
 * another document in the request, the provider would pay another person than the payee.
 */
export function payeeFault({ name, document, destination }: Payee): PayeeFault | undefined {
  if (destination.type !== 'QR_CODE') {
    if (name === null) return { field: 'payee.name', message: 'is needed' };
    if (document === null) return { field: 'payee.document', message: 'is needed' };
  }
  const owner = ownerOf(destination);
  if (document === null || owner === undefined || plain(owner) === plain(document)) return undefined;
  return destination.type === 'QR_CODE'
    ? { field: 'payee.document', message: 'must be the document that is the key in the QR code' }
    : { field: 'payee.destination.pixKey', message: "must be the payee's document, as a CPF or CNPJ key is" };
}

/** The document that the destination itself names. */
function ownerOf(destination: Destination): string | undefined {
  if (destination.type === 'PIX')
    return destination.pixKeyType === 'CPF' || destination.pixKeyType === 'CNPJ'
      ? destination.pixKey
      : undefined;
  if (destination.type !== 'QR_CODE') return undefined;
  const code = readPayableQrCode(destination.qrCode);
  if (!code.ok || code.value.account.kind !== 'static') return undefined;
  const { key } = code.value.account;
  return isDocument(key) ? key : undefined;
}

/** Without the mask, in upper case: the same document however it is written. */
const plain = (document: string): string => document.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
