import type { PayoutFilters } from '../../../shared/ui/payout-queries';

/** One thing that a text can be, as a filter of the list of payouts. */
export type Guess = Pick<
  PayoutFilters,
  'externalReference' | 'endToEndId' | 'providerId' | 'amount' | 'payeeDocument' | 'pixKey'
>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);

/** Everything that a text can be a name of, without personal data. */
export function guessesOf(text: string): readonly Guess[] {
  const amount = amountIn(text);
  return [
    { externalReference: text },
    { endToEndId: text },
    { providerId: text },
    ...(amount === undefined ? [] : [{ amount }]),
  ];
}

/** What it can be of a payee. Such a search is recorded, so a text that is nothing of a payee asks nothing. */
export function personalGuessesOf(text: string): readonly Guess[] {
  const document = documentIn(text);
  if (document !== undefined) return [{ payeeDocument: document }, { pixKey: document }];
  const key = pixKeyIn(text);
  return key === undefined ? [] : [{ pixKey: key }];
}

/** `50`, `50,00`, `1.234,56` and `R$ 1.234,56` as Brazil writes them, `50.00` and `1,234.56` as the API's people do. */
export function amountIn(text: string): string | undefined {
  const bare = text.replace(/^R\$\s*/i, '');
  const [, whole, cents = ',00'] =
    /^(\d{1,3}(?:\.\d{3})+|\d{1,13})(,\d{2})?$/.exec(bare) ??
    /^(\d{1,3}(?:,\d{3})+|\d{1,13})(\.\d{2})$/.exec(bare) ??
    [];
  const digits = whole?.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return digits === undefined || digits.length > 10 ? undefined : `${digits}.${cents.slice(1)}`;
}

/** A CPF or a CNPJ, with its mask or without. The service compares its check digits. */
function documentIn(text: string): string | undefined {
  const isMasked =
    /^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$|^[\dA-Z]{2}\.?[\dA-Z]{3}\.?[\dA-Z]{3}\/?[\dA-Z]{4}-?\d{2}$/.test(text);
  return isMasked ? text.replace(/[./-]/g, '') : undefined;
}

/** A telephone, an address of electronic mail, or a random key. */
function pixKeyIn(text: string): string | undefined {
  if (/^\+55\d{10,11}$/.test(text)) return text;
  if (/^\S+@\S+\.\S+$/.test(text)) return text.toLowerCase();
  return isUuid(text) ? text.toLowerCase() : undefined;
}
