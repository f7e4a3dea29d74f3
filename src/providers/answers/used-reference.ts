/**
 * Words for "there is an order under this reference or key already", in codes (`…EXISTS`, `NOT_UNIQUE`) and sentences, in
 * English and Portuguese. What does not exist is no such word.
 */
const USED =
  /duplic|already|idempot|conflict|repetid|in[ _-]?use\b|(?<!not[ _-])(?<!n[aã]o[ _-])\bexists|(?<!not)_exists|not[ _-]?unique|unique|[uú]nic[oa]\b|reused|been used|was used|(reference|externalid|external[ _-]id)[ _-]?used|\bj[aá] (foi |est[aá] )?(utilizad|usad|existe|em uso|processad|cadastrad|registrad)/i;

/**
 * Whether a refusal speaks of a reference that was used before. Then an order stands under it, perhaps this very one,
 * and the refusal proves nothing about that one. This holds for a refusal of the first call too: its answer may be the
 * second to arrive.
 */
export const mentionsUsedReference = (text: string): boolean => USED.test(text);
