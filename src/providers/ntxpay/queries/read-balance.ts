import { amountIn, signedAmountIn } from '../../answers/amount';
import { noBalance } from '../../answers/balance-answer';
import { quoted } from '../../answers/unclear-report';
import { numberTextIn, parseObject } from '../../answers/lossless-json';
import type { ProviderBalance } from '../../port/provider';

const NAMES = ['grossBalance', 'blockedBalance', 'netBalance'] as const;

/**
 * GET /api/balance. What is blocked for pending operations has not left yet, and a payout leaves our float only when it
 * is paid. So we compare our float with the gross balance. The three figures have to agree.
 */
export function readBalance(text: string): ProviderBalance {
  const body = parseObject(text);
  if (!body) return noBalance('the answer is not a JSON object');
  const [grossName, blockedName, netName] = NAMES;
  const grossMinor = signedAmountIn(body, grossName);
  const blockedMinor = amountIn(body, blockedName);
  const netMinor = signedAmountIn(body, netName);
  const figures = NAMES.map(name => `${name} ${quoted(numberTextIn(body, name))}`).join(', ');
  if (grossMinor === undefined || blockedMinor === undefined || netMinor === undefined)
    return noBalance(`unreadable balance: ${figures}`);
  if (grossMinor !== netMinor + blockedMinor) return noBalance(`balances do not add up: ${figures}`);
  return { kind: 'balance', balanceMinor: grossMinor, includesUnderWay: true };
}
