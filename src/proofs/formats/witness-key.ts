import { Malformed } from './malformed';
import { COSIGNATURE, parseVerifierKey } from './note-keys';

/** Why a text is not the public key of a witness; undefined: it is. */
export function witnessKeyFault(text: string): string | undefined {
  try {
    const { type } = parseVerifierKey(text);
    return type === COSIGNATURE ? undefined : 'its key is not the key of a witness (type 04)';
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}
