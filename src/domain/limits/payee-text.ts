import type { Payee } from '../payout/payee';
import { readPayableQrCode } from '../pix/payable-qr-code';

/**
 * What makes two payees the same to a limit: the document, whatever key or account it is paid by. A QR code can come without
 * a document: then the key or the address in it.
 */
export function payeeText({ document, destination }: Payee): string {
  if (document !== null) return `document ${document.replace(/[^0-9A-Za-z]/g, '').toUpperCase()}`;
  if (destination.type !== 'QR_CODE') return `destination ${JSON.stringify(destination)}`;
  const code = readPayableQrCode(destination.qrCode);
  if (!code.ok) return `code ${destination.qrCode}`;
  const { account } = code.value;
  if (account.kind === 'static') return `key ${account.key}`;
  return account.kind === 'dynamic' ? `address ${account.location}` : `code ${destination.qrCode}`;
}
