import type { Failure } from '../../ledger/payment';

/** The message is from the provider's tutorial. */
const MESSAGES: Readonly<Record<string, string>> = {
  PIX_KEY_NOT_FOUND: 'The provided PIX key did not resolve to a valid account.',
};

export const failureOf = (code: string): Failure => ({
  code,
  message: MESSAGES[code] ?? 'The payment was refused by the receiving institution.',
});
