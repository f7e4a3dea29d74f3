/** Who is paid and where: the API's shape is the ledger's shape. */
export interface Payee {
  /** null: not given, which is possible for a QR code only, because the code names its payee. Payouts of before have it. */
  readonly name: string | null;
  /** null: as for the name. */
  readonly document: string | null;
  readonly destination: Destination;
}

export const PIX_KEY_TYPES = ['CPF', 'CNPJ', 'EMAIL', 'PHONE', 'EVP'] as const;
export type PixKeyType = (typeof PIX_KEY_TYPES)[number];

export type Destination =
  | { readonly type: 'PIX'; readonly pixKeyType: PixKeyType; readonly pixKey: string }
  | { readonly type: 'BANK_ACCOUNT'; readonly bankAccount: BankAccount }
  | { readonly type: 'QR_CODE'; readonly qrCode: string };

interface BankAccount {
  readonly ispb: string;
  readonly branch: string;
  readonly account: string;
  readonly accountType: string;
}

/**
 * The name of a provider, as events, streams and ledger accounts have it. The boundary checks it against the registered
 * providers; a decision only compares it.
 */
export type ProviderName = string;
