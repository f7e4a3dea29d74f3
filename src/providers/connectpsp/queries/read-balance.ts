import { signedAmountIn } from '../../answers/amount';
import { noBalance } from '../../answers/balance-answer';
import { named } from '../../answers/unclear-report';
import { idIn, numberTextIn, objectIn, parseObject } from '../../answers/lossless-json';
import type { BalanceReading } from '../../port/provider';

/**
 * GET /account/balance. Payouts draw on the transactional balance alone, so it is the one to compare with our float;
 * what the proprietary account has is not ours to pay with until somebody moves it. An accepted payout has left it: its
 * money "returns to the transactional balance" if it fails.
 */
export function readBalance(text: string): BalanceReading {
  const body = parseObject(text);
  if (!body) return noBalance('the answer is not a JSON object');
  const currency = idIn(body, 'currency');
  if (currency !== 'BRL') return noBalance(`a balance in ${named(currency)}`);
  const consolidated = objectIn(body, 'consolidated') ?? {};
  const balanceMinor = signedAmountIn(consolidated, 'transactionalBalance');
  if (balanceMinor === undefined)
    return noBalance(
      `unreadable transactionalBalance ${named(numberTextIn(consolidated, 'transactionalBalance'))}`,
    );
  return { kind: 'balance', balanceMinor, includesUnderWay: false };
}
