import { formatVerifierKey } from '../formats/note-keys';
import { readOwnKey } from '../key-file';

/** Whom an auditor may want to trust, as far as it is known here. Public keys, `<name>+<id>+<key>`. */
export interface KnownKeys {
  /** undefined: the key of the log cannot be read here. */
  readonly log: string | undefined;
  readonly witnesses: readonly string[];
}

/** What this user can read of the log's key, and the witnesses of the settings. */
export async function readKnownKeys(
  keyFile: string,
  witnesses: readonly { readonly key: string }[],
): Promise<KnownKeys> {
  const key = await readOwnKey(keyFile);
  return { log: key && formatVerifierKey(key), witnesses: witnesses.map(witness => witness.key) };
}

/**
 * A trust policy (c2sp.org/tlog-policy) for the auditor to fill in. No program reads it as a policy before a person has taken
 * out the line that says so.
 */
export function policyTemplate({ log, witnesses }: KnownKeys): string {
  const names = witnesses.map((_, index) => `witness-${index + 1}`);
  return [
    '# A trust policy (c2sp.org/tlog-policy). This is a template, and nothing signs it: the one who made the bundle wrote it.',
    '# Compare each key with one that you got on another way. Then take out the next line.',
    'take-this-line-out-when-every-key-is-compared',
    log === undefined ? '# log <public key of the log>' : `log ${log}`,
    ...witnesses.map((key, index) => `witness ${names[index]} ${key}`),
    ...(names.length > 0 ? [`group witnesses all ${names.join(' ')}`, 'quorum witnesses'] : ['quorum none']),
    '',
  ].join('\n');
}
