import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PayeePseudonyms } from '../../commands/limits/payout-holds';
import { payeeText } from '../../domain/limits/payee-text';
import { makeOwnFile, readOwnFile } from '../../shared/system/own-file';
import { StartRefused } from '../start-refused';

const KEY_BYTES = 32;
const KEY_TEXT = /^[0-9a-f]{64}\n?$/;
/** 128 bits: no two payees meet by chance. */
const PSEUDONYM_DIGITS = 32;
const KEY_CHECK_DIGITS = 16;

/**
 * The installation's master key. Where there is no file, a key is drawn and is on disk when this returns.
 * @throws {StartRefused} the file is no key; {ReadableByOthers}
 */
export async function openMasterKey(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const text = (await readOwnFile(path)) ?? (await makeOwnFile(path, randomBytes(KEY_BYTES).toString('hex')));
  if (!KEY_TEXT.test(text)) throw new StartRefused(`${path} holds no master key: 64 hex digits`);
  return Buffer.from(text.trim(), 'hex');
}

/** Pseudonyms under a key of their own, which is derived from the master key. */
export function payeePseudonyms(masterKey: Buffer): PayeePseudonyms {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'holdfast payee pseudonym', KEY_BYTES));
  const tagOf = (text: string): string => createHmac('sha256', key).update(text).digest('hex');
  return {
    of: payee => tagOf(payeeText(payee)).slice(0, PSEUDONYM_DIGITS),
    key: tagOf('the key itself').slice(0, KEY_CHECK_DIGITS),
  };
}
