import { isValidCnpj } from '@brazilian-utils/brazilian-utils/is-valid-cnpj';
import { isValidCpf } from '@brazilian-utils/brazilian-utils/is-valid-cpf';

/** A person's tax number: eleven digits whose last two check the others. No mask. */
export const isCpf = (text: string): boolean => /^\d{11}$/.test(text) && isValidCpf(text);

/**
 * A company's tax number: twelve digits or upper-case letters (letters are given out since July 2026) and two check
 * digits. No mask, no lower case: what is written here goes to the provider and into the books as it is.
 */
export const isCnpj = (text: string): boolean =>
  /^[0-9A-Z]{12}\d{2}$/.test(text) && isValidCnpj(text, { version: 2 }) && !isOneCharacter(text);

/** A CPF or a CNPJ. */
export const isDocument = (text: string): boolean => isCpf(text) || isCnpj(text);

const isOneCharacter = (text: string): boolean => new Set(text).size === 1;
