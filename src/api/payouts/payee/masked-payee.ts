import type { Destination, Payee } from '../../../domain/payout/payee';

/** A payee as a client without `personal:read` sees it: enough to recognise it, too little to know or to pay it. */
export const maskedPayee = ({ name, document, destination }: Payee): Payee => ({
  name: name === null ? null : maskedName(name),
  document: document === null ? null : maskedDocument(document),
  destination: maskedDestination(destination),
});

/** `Maria da Silva`: `Ma*** d*** S***`. The stars do not tell how long a word is. */
export const maskedName = (name: string): string =>
  name
    .split(/\s+/u)
    .filter(word => word !== '')
    .map((word, index) => `${startOf(word, index === 0 ? 2 : 1)}***`)
    .join(' ');

/** At most so many letters, and never the whole of it. */
const startOf = (word: string, count: number): string => {
  const letters = [...word];
  return letters.slice(0, Math.min(count, letters.length - 1)).join('');
};

/** A CPF as `***.456.789-**`, a CNPJ as `**.345.678/****-**`; of another text nothing. */
export function maskedDocument(document: string): string {
  const middle = (from: number) => `${document.slice(from, from + 3)}.${document.slice(from + 3, from + 6)}`;
  if (document.length === 11) return `***.${middle(3)}-**`;
  return document.length === 14 ? `**.${middle(2)}/****-**` : '***';
}

const endOf = (account: string): string => (account.length > 4 ? account.slice(-2) : '');

function maskedDestination(destination: Destination): Destination {
  switch (destination.type) {
    case 'PIX':
      return { ...destination, pixKey: maskedKey(destination.pixKeyType, destination.pixKey) };
    case 'BANK_ACCOUNT': {
      const { bankAccount } = destination;
      return {
        ...destination,
        bankAccount: { ...bankAccount, account: `***${endOf(bankAccount.account)}` },
      };
    }
    case 'QR_CODE':
      return { ...destination, qrCode: '***' };
  }
}

type PixDestination = Extract<Destination, { type: 'PIX' }>;

function maskedKey(type: PixDestination['pixKeyType'], key: string): string {
  switch (type) {
    case 'CPF':
    case 'CNPJ':
      return maskedDocument(key);
    case 'EMAIL':
      return `${key.slice(0, 1)}***${key.slice(key.lastIndexOf('@'))}`;
    case 'PHONE':
      return `${key.slice(0, 3)}***${key.slice(-4)}`;
    case 'EVP':
      return `${key.slice(0, 4)}***`;
  }
}
