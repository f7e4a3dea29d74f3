#!/usr/bin/env bash
# What: two money libraries take the odd centavo of a returned split payment back from another payee than the one who got
#       it.
# Versions: ts-money 0.4.8 and js-money 0.6.3; dinero.js 2.0.2 and currency.js 2.0.4 for comparison.
# Expected: R$ 1.00 split over three payees, and -1.00 split over the same three, add up to nothing for each of them.
# Seen: ts-money and js-money give 34, 33 and 33, and take back 33, 33 and 34. The first payee keeps a centavo, the last
#       one is a centavo short. The sum is right both times. dinero.js and currency.js take back what they gave.
# Why it matters: marketplaces split each payment. After a full return the payees' balances are not zero although the
#       total is, so only an account by account check finds it, and an account without money is refused the return.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ts-money@0.4.8 js-money@0.6.3 dinero.js@2.0.2 currency.js@2.0.4
cat >run.mjs <<'CODE'
import currency from 'currency.js';
import { BRL, allocate, dinero, toSnapshot } from 'dinero.js';
import JsMoney from 'js-money';
import tsMoney from 'ts-money';
const three = [1, 1, 1];
const split = {
  'ts-money': centavos => new tsMoney.Money(centavos, tsMoney.Currencies.BRL).allocate(three).map(({ amount }) => amount),
  'js-money': centavos => new JsMoney(centavos, JsMoney.BRL).allocate(three).map(({ amount }) => amount),
  'dinero.js': centavos => allocate(dinero({ amount: centavos, currency: BRL }), three).map(part => toSnapshot(part).amount),
  'currency.js': centavos => currency(centavos / 100).distribute(3).map(({ intValue }) => intValue),
};
const seen = Object.entries(split).map(([name, parts]) => {
  const [paid, returned] = [parts(100), parts(-100)];
  const left = paid.map((amount, index) => amount + returned[index]);
  console.log(name.padEnd(12), 'paid', paid.join(' '), '  returned', returned.join(' '), '  left', left.join(' '));
  return left.join(' ');
});
process.exit(seen.join() === '1 0 -1,1 0 -1,0 0 0,0 0 0' ? 0 : 1);
CODE
node run.mjs
