import type { Payee } from '../../../../domain/payout/payee';
import type { PayerView } from '../../../../queries/payouts/get-payout-confirmation';
import { maskedDocument, maskedName } from '../../payee/masked-payee';
import type { ReceiptWords } from './receipt-words';

/** A label, and what stands beside it. */
export type Row = readonly [label: string, text: string];

export function payerRows(
  { name, ownerName, ownerDocument }: PayerView,
  accountId: string,
  withPersonal: boolean,
  words: ReceiptWords,
): Row[] {
  const account: Row = [words.account, `${name} (${accountId})`];
  if (ownerName === null || ownerDocument === null) return [account];
  return [
    [words.holder, withPersonal ? ownerName : maskedName(ownerName)],
    [words.document, withPersonal ? documentText(ownerDocument) : maskedDocument(ownerDocument)],
    account,
  ];
}

/** @param payee in full, or masked */
export function payeeRows({ name, document, destination }: Payee, words: ReceiptWords): Row[] {
  const rows: Row[] = [[words.name, name ?? words.byCode]];
  if (document !== null) rows.push([words.document, documentText(document)]);
  switch (destination.type) {
    case 'PIX': {
      const { pixKeyType, pixKey } = destination;
      const isDocument = pixKeyType === 'CPF' || pixKeyType === 'CNPJ';
      return [...rows, [words.key, `${isDocument ? documentText(pixKey) : pixKey} (${pixKeyType})`]];
    }
    case 'BANK_ACCOUNT': {
      const { ispb, branch, account, accountType } = destination.bankAccount;
      const bank: Row[] = [
        [words.institution, ispb],
        [words.branch, branch],
        [words.bankAccount, `${account} (${accountType})`],
      ];
      return [...rows, ...bank];
    }
    case 'QR_CODE':
      return [...rows, [words.by, words.code]];
  }
}

/** A CPF as `123.456.789-09`, a CNPJ as `12.345.678/0001-95`; another text, like a masked one, as it is. */
function documentText(document: string): string {
  if (/^\d{11}$/.test(document)) return document.replace(/(...)(...)(...)(..)/, '$1.$2.$3-$4');
  if (/^[0-9A-Z]{12}\d{2}$/.test(document))
    return document.replace(/(..)(...)(...)(....)(..)/, '$1.$2.$3/$4-$5');
  return document;
}
