import type { Failure } from '../../ledger/payment';

/** The first message is from the provider's sample. The others imitate it. */
const MESSAGES: Readonly<Record<string, string>> = {
  INVALID_PIX_KEY: 'Chave PIX não encontrada ou inválida',
  INSUFFICIENT_FUNDS: 'Saldo insuficiente',
  TAX_ID_MISMATCH: 'Documento não confere com o titular da chave',
  ACCOUNT_BLOCKED: 'Conta de destino bloqueada ou encerrada',
  DUPLICATE_ID: 'Identificador de envio duplicado',
};

export const failureOf = (code: string): Failure => ({
  code,
  message: MESSAGES[code] ?? 'Pagamento recusado pela instituição recebedora',
});
