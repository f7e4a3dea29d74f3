/** The longest message kept of a provider, in characters. */
const MAX_LENGTH = 500;

const EMAIL = /[^\s@"'<>,;()]+@[^\s@"'<>,;()]+/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** CPF, CNPJ, phone and account numbers, with or without their punctuation. */
const NUMBER = /\+?\d(?:[.()/ -]{0,2}\d){5,}/g;
/** A CNPJ may hold letters. */
const CNPJ = /\b[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}\/?[0-9A-Z]{4}-?\d{2}\b/g;

/**
 * A provider's message without what could name a person. Such a message ends in events that are kept for ever, and
 * personal data stands in one event only. A name can't be told from other words, so this lowers a risk, no more.
 */
export function redactPersonalData(message: string): string {
  const kept = message.slice(0, MAX_LENGTH);
  return [EMAIL, UUID, CNPJ, NUMBER].reduce((text, pattern) => text.replace(pattern, '***'), kept);
}
