/** A CPF (11 digits) or a CNPJ (14 characters, of which the last two are digits). */
export const DOCUMENT = /^(\d{11}|[0-9A-Z]{12}\d{2})$/;
export const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/;
