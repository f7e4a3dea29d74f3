import type { ReadRefusal, Refusal } from '../answers/provider-answer';
import { numberTextIn, parseObject, textIn, type JsonObject } from '../answers/lossless-json';
import { redactPersonalData } from '../answers/redact-personal-data';

/**
 * ConnectPSP's problem+json (RFC 7807 with a `code`). Without its `code`, without a word of what is wrong, or with the
 * status of another answer, it says nothing: undefined. Then it may come from anything on the way.
 */
export const readProblem: ReadRefusal = (body, status) => {
  const code = codeIn(body);
  const [title, detail] = [textIn(body, 'title'), textIn(body, 'detail')];
  const named = numberTextIn(body, 'status');
  const isWhole = title !== undefined || detail !== undefined || named !== undefined;
  if (code === undefined || !isWhole || (named ?? String(status)) !== String(status)) return undefined;
  return refusalOf(code, title, detail);
};

/** The code in a refusal of an access token, or ''; it may be logged. */
export function problemCode(text: string): string {
  const body = parseObject(text);
  return (body && codeIn(body)) ?? '';
}

function codeIn(body: JsonObject): string | undefined {
  const code = textIn(body, 'code');
  return code !== undefined && /^[A-Z][A-Z0-9_]{0,99}$/.test(code) ? code : undefined;
}

const MAX_JUDGED_LENGTH = 2000;

const refusalOf = (code: string, title = '', detail = ''): Refusal => ({
  code,
  message: redactPersonalData(detail || title),
  wholeText: `${code} ${title} ${detail}`.slice(0, MAX_JUDGED_LENGTH),
});
