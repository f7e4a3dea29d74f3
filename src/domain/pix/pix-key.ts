import { unreachable } from '../../shared/invariant';
import { PIX_KEY_TYPES, type PixKeyType } from '../payout/payee';
import { isCnpj, isCpf } from './document';

const MAX_EMAIL = 77;

/** Whether the text is a key of that type as the directory of PIX keys (DICT) writes it. */
export function isPixKey(type: PixKeyType, key: string): boolean {
  switch (type) {
    case 'CPF':
      return isCpf(key);
    case 'CNPJ':
      return isCnpj(key);
    case 'PHONE':
      return isPhone(key);
    case 'EMAIL':
      return isEmail(key);
    case 'EVP':
      return isEvp(key);
    default:
      return unreachable(type);
  }
}

/** The type of the key; no key is of two. Returns undefined when the text is no key. */
export const pixKeyTypeOf = (key: string): PixKeyType | undefined =>
  PIX_KEY_TYPES.find(type => isPixKey(type, key));

/** Whether the text is a key at all: a QR code names a key without its type. */
export const isPixKeyOfSomeType = (key: string): boolean => pixKeyTypeOf(key) !== undefined;

/** E.164 with Brazil's country code, an area code without zeros and 8 or 9 digits. */
const isPhone = (key: string): boolean => /^\+55[1-9]{2}\d{8,9}$/.test(key);

/** As the directory has it (ASCII, lower case, no "%"), and with a point in its domain: no public one is without. */
const isEmail = (key: string): boolean =>
  key.length <= MAX_EMAIL &&
  /^[a-z0-9.!#$&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/.test(
    key,
  );

/** A lower-case UUID of any version: the central bank's own example is not of version 4. */
const isEvp = (key: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(key);
