import { isAbsent, parseObject, textIn, type JsonObject } from '../lossless';
import { withoutPersonalData } from '../without-personal-data';

export interface Refusal {
  /** The provider's own, or BAD_REQUEST: it documents none. */
  readonly code: string;
  readonly message: string;
  /** Code and message as they came, for judging only: never stored, never logged. */
  readonly wholeText: string;
}

const MAX_JUDGED_LENGTH = 2000;

/**
 * What an error answer says. Its shape is not documented; without a JSON object that says something an answer may come
 * from anything on the way and tells nothing about the order: undefined.
 */
export function readRefusal(text: string): Refusal | undefined {
  const body = parseObject(text);
  if (!body) return undefined;
  const message = messageIn(body);
  const given = textIn(body, 'errorCode') ?? textIn(body, 'code');
  const code = given !== undefined && /^[A-Z][A-Z0-9_]{0,99}$/.test(given) ? given : undefined;
  if (message === undefined && code === undefined) return undefined;
  const wholeText = `${code ?? ''} ${message ?? ''}`.slice(0, MAX_JUDGED_LENGTH);
  return { code: code ?? 'BAD_REQUEST', message: withoutPersonalData(message ?? ''), wholeText };
}

/** One text, or a list of them as validators write it. */
function messageIn(body: JsonObject): string | undefined {
  if (!isAbsent(body, 'message') && Array.isArray(body.message)) {
    const texts = body.message.filter(one => typeof one === 'string' && !one.includes('\0'));
    return texts.length > 0 ? texts.join('; ') : undefined;
  }
  return ['message', 'errorMessage', 'detail', 'error']
    .map(name => textIn(body, name))
    .find(one => one !== undefined);
}

/**
 * Whether a refusal speaks of a reference that was used before. Then another transaction stands under our externalId,
 * perhaps the very payment, and the refusal proves nothing about that one.
 */
export const speaksOfDuplicate = (text: string): boolean =>
  /duplic|already|idempot|conflict|repetid|in use|exists|j[aá] (foi |est[aá] )?(utilizad|usad|existe|em uso|processad|cadastrad|registrad)/i.test(
    text,
  );
