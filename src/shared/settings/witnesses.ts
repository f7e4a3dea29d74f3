import { isSafeUrl } from './addresses/safe-url';
import type { SettingsReader } from './settings-reader';

/** A witness of the proof log, as the environment names it. */
export interface WitnessSetting {
  /** Its public key: `<name>+<id>+<key>`. */
  readonly key: string;
  /** Without a slash at its end. */
  readonly url: string;
}

/** Why a text is not the public key of a witness; undefined: it is. */
export type WitnessKeyFault = (key: string) => string | undefined;

const NAME = 'PROOF_WITNESSES';

/** Reads `<key> <address>` for each witness, separated by commas or line breaks. What is wrong is among the reader's faults. */
export function readWitnesses(reader: SettingsReader, keyFault: WitnessKeyFault): readonly WitnessSetting[] {
  const items = (reader.optional(NAME) ?? '')
    .split(/[,\n]/)
    .map(item => item.trim())
    .filter(item => item !== '');
  const witnesses = items.flatMap((item, index) => {
    const witness = parseWitness(item);
    const fault = typeof witness === 'string' ? witness : keyFault(witness.key);
    if (fault !== undefined) reader.faults.push(`${NAME}, witness ${index + 1}: ${fault}`);
    return typeof witness === 'string' ? [] : [witness];
  });
  for (const name of namedTwice(witnesses)) reader.faults.push(`${NAME}: the witness ${name} is there twice`);
  return witnesses;
}

function parseWitness(item: string): WitnessSetting | string {
  const [key = '', address = '', ...more] = item.split(/[ \t\r]+/);
  if (address === '' || more.length > 0) return 'it must be a public key, a space and an address';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (
    !url ||
    !isSafeUrl(url) ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  )
    return 'its address must be https:// (http:// only on the loopback), without a user, a query or a fragment';
  return { key, url: url.href.replace(/\/+$/, '') };
}

function namedTwice(witnesses: readonly WitnessSetting[]): Set<string> {
  const names = witnesses.map(({ key }) => key.split('+')[0]!);
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}
