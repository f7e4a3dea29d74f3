import { signedAmountIn } from '../../answers/amount';
import { noBalance } from '../../answers/balance-answer';
import { quoted } from '../../answers/unclear-report';
import { idIn, numberTextIn, objectIn, parseObject } from '../../answers/lossless-json';
import type { ProviderBalance } from '../../port/provider';

/**
 * GET /account/balance. Payouts draw on the transactional balance alone, so we compare our float with it. We cannot pay
 * with the money of the proprietary account until it is moved. An accepted payout has left the transactional balance: its
 * money "returns to the transactional balance" if it fails.
 */
export function readBalance(text: string): ProviderBalance {
  const body = parseObject(text);
  if (!body) return noBalance('the answer is not a JSON object');
  const currency = idIn(body, 'currency');
  if (currency !== 'BRL') return noBalance(`a balance in ${quoted(currency)}`);
  const consolidated = objectIn(body, 'consolidated') ?? {};
  const balanceMinor = signedAmountIn(consolidated, 'transactionalBalance');
  if (balanceMinor === undefined)
    return noBalance(
      `unreadable transactionalBalance ${quoted(numberTextIn(consolidated, 'transactionalBalance'))}`,
    );
  return { kind: 'balance', balanceMinor, includesUnderWay: false };
}
