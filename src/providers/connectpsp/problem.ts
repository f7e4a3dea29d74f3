import { parseObject, textIn } from '../lossless';
import { withoutPersonalData } from '../without-personal-data';

export interface Problem {
  readonly code: string;
  readonly message: string;
}

/**
 * ConnectPSP's problem+json. Without its `code` an answer may come from anything on the way (a proxy, a wrong
 * address) and says nothing about the order: undefined.
 */
export function readProblem(text: string): Problem | undefined {
  const body = parseObject(text);
  const code = body && textIn(body, 'code');
  if (!body || !code || !/^[A-Z][A-Z0-9_]{0,99}$/.test(code)) return undefined;
  return { code, message: withoutPersonalData(textIn(body, 'detail') ?? textIn(body, 'title') ?? '') };
}
