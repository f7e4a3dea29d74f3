import type { ReadRefusal } from '../answers/provider-answer';
import { isAbsent, numberTextIn, parseObject, textIn, type JsonObject } from '../answers/lossless-json';
import { redactPersonalData } from '../answers/redact-personal-data';

const MAX_JUDGED_LENGTH = 2000;

/** What says that there is no such route: a gateway, or the wrong base address, speaks so, and never of a transaction. */
const ABOUT_THE_ROUTE =
  /\bcannot (get|post)\b|\bno route\b|\broute\b.*\b(match|found)|upstream|gateway|proxy/i;

/**
 * An error of NTX Pay. Its shape is not documented. A JSON object is taken for one if it says something readable, is not
 * about the route, and names no status but the answer's own. Anything else tells nothing: undefined.
 */
export const readRefusal: ReadRefusal = (body, status) => {
  const message = messageIn(body);
  const code = codeIn(body);
  const named = numberTextIn(body, 'statusCode') ?? String(status);
  if ((message === undefined && code === undefined) || named !== String(status)) return undefined;
  const wholeText = `${code ?? ''} ${message ?? ''}`.slice(0, MAX_JUDGED_LENGTH);
  if (ABOUT_THE_ROUTE.test(wholeText)) return undefined;
  return { code: code ?? 'BAD_REQUEST', message: redactPersonalData(message ?? ''), wholeText };
};

/** The code in a refusal of an access token, or ''; it may be logged. */
export function refusalCode(text: string): string {
  const body = parseObject(text);
  return (body && codeIn(body)) ?? '';
}

/** A status by its usual name: it says that something was refused, and not what. */
export const isBareTitle = (wholeText: string): boolean =>
  /^\s*(bad request|not found|unprocessable entity|unauthorized|forbidden|conflict|error)\s*$/i.test(
    wholeText,
  );

function codeIn(body: JsonObject): string | undefined {
  const given = textIn(body, 'errorCode') ?? textIn(body, 'code');
  return given !== undefined && /^[A-Z][A-Z0-9_]{0,99}$/.test(given) ? given : undefined;
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
