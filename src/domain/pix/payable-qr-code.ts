import { ok, refuse, type Result } from '../../shared/result';
import { type BrCode, parseBrCode } from './br-code';

/** EMV's tip and convenience fee: what the payee expects then is not what tag 54 says. */
const TIP_OR_FEE = ['55', '56', '57'];

/**
 * The BR Code a payout may pay, or in one sentence why it may not. A payout pays one amount once: a code that asks for
 * more than that, or says something that is not understood here, is not paid.
 */
export function readPayableQrCode(text: string): Result<BrCode, string> {
  const code = parseBrCode(text);
  if (!code.ok) return code;
  const fault = faultOf(code.value);
  return fault === undefined ? ok(code.value) : refuse(fault);
}

function faultOf({ account, recurrence, unknownTags, objects }: BrCode): string | undefined {
  if (account.kind === 'none') return 'it asks for no payment';
  if (recurrence !== null) return 'it asks to agree to recurring debits';
  if (unknownTags.length > 0) return `its PIX account says more than a payment (tag ${unknownTags[0]})`;
  const extra = objects.find(({ id }) => TIP_OR_FEE.includes(id));
  return extra === undefined ? undefined : `it asks for a tip or a fee (tag ${extra.id})`;
}
