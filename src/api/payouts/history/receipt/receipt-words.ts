import type { Locale } from '../../../export/csv-style';

/** The states of a payout that was paid. */
export type PaidStatus = 'COMPLETED' | 'PARTIALLY_RETURNED' | 'RETURNED';

const ENGLISH = {
  title: 'Confirmation of a PIX payment',
  sandbox: 'TEST: a simulated provider answered, and no money moved.',
  status: {
    COMPLETED: 'Paid',
    PARTIALLY_RETURNED: 'Paid, and returned in part',
    RETURNED: 'Paid, and returned',
  },
  payment: 'Payment',
  state: 'Status',
  amount: 'Amount',
  at: 'Date and time (São Paulo)',
  providerTime: 'Time by the provider',
  endToEndId: 'endToEndId',
  payer: 'Payer',
  payee: 'Payee',
  account: 'Account',
  holder: 'Holder',
  name: 'Name',
  document: 'CPF or CNPJ',
  key: 'PIX key',
  institution: 'Institution (ISPB)',
  branch: 'Branch',
  bankAccount: 'Account',
  by: 'Paid by',
  code: 'QR code',
  byCode: 'as the QR code says',
  returns: 'What came back',
  returnedAt: 'Returned at',
  returned: 'Returned in all',
  returnFee: 'fee',
  details: 'Details',
  description: 'Description',
  reference: 'Reference',
  payoutId: 'Payout',
  provider: 'Provider',
  fee: 'Fee, apart from the amount',
  verification: 'Verification',
  position: 'Place in the log',
  event: 'Event',
  fingerprint: 'Fingerprint (SHA-256)',
  how: 'The same request gives the same fingerprint. An auditor proves the event in the signed log with',
  lacking:
    'The font of this file lacks a character: it stands as “?”, or without its mark. The HTML form has it.',
} as const;

type Word = Exclude<keyof typeof ENGLISH, 'status'>;
export type ReceiptWords = Readonly<Record<Word, string>> & {
  readonly status: Readonly<Record<PaidStatus, string>>;
};

const PORTUGUESE: ReceiptWords = {
  title: 'Comprovante de pagamento Pix',
  sandbox: 'TESTE: um provedor simulado respondeu, e nenhum dinheiro foi movimentado.',
  status: {
    COMPLETED: 'Pago',
    PARTIALLY_RETURNED: 'Pago, com devolução parcial',
    RETURNED: 'Pago, com devolução total',
  },
  payment: 'Pagamento',
  state: 'Situação',
  amount: 'Valor',
  at: 'Data e hora (São Paulo)',
  providerTime: 'Horário do provedor',
  endToEndId: 'ID da transação (EndToEndId)',
  payer: 'Pagador',
  payee: 'Favorecido',
  account: 'Conta',
  holder: 'Titular',
  name: 'Nome',
  document: 'CPF ou CNPJ',
  key: 'Chave Pix',
  institution: 'Instituição (ISPB)',
  branch: 'Agência',
  bankAccount: 'Conta',
  by: 'Pago por',
  code: 'QR Code',
  byCode: 'conforme o QR Code',
  returns: 'Devoluções',
  returnedAt: 'Devolvido em',
  returned: 'Total devolvido',
  returnFee: 'tarifa',
  details: 'Detalhes',
  description: 'Descrição',
  reference: 'Referência',
  payoutId: 'Identificador do pagamento',
  provider: 'Provedor',
  fee: 'Tarifa, à parte do valor',
  verification: 'Verificação',
  position: 'Posição no registro',
  event: 'Evento',
  fingerprint: 'Impressão digital (SHA-256)',
  how: 'A mesma consulta dá a mesma impressão digital. Um auditor prova o evento no registro assinado com',
  lacking:
    'A fonte deste arquivo não tem um caractere: ele está como “?” ou sem o seu sinal. A forma HTML o mostra.',
};

export const receiptWords = (locale: Locale): ReceiptWords => (locale === 'pt-BR' ? PORTUGUESE : ENGLISH);
