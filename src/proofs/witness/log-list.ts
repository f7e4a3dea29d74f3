import { Malformed } from '../formats/malformed';
import { parseVerifierKey, SIGNATURE, type VerifierKey } from '../formats/note-keys';

/** The keys of logs, one on each line. Empty lines and lines that begin with `#` are passed over. */
export function parseLogList(text: string): VerifierKey[] {
  const faults: string[] = [];
  const keys = text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const key = keyOrFault(trimmed);
    if (typeof key !== 'string') return [key];
    faults.push(`line ${index + 1}: ${key}`);
    return [];
  });
  if (faults.length > 0) throw new Malformed(faults.join('\n'));
  return keys;
}

/** The key, or why the text is not the key of a log. */
export function keyOrFault(text: string): VerifierKey | string {
  try {
    const key = parseVerifierKey(text);
    return key.type === SIGNATURE ? key : 'the key is not the key of a log (type 01)';
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}
