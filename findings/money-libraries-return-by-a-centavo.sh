#!/usr/bin/env bash
# What: in four money libraries a fee and its return, rounded to centavos, do not cancel.
# Versions: currency.js 2.0.4, dinero.js 2.0.2, js-money 0.6.3 and numeral 2.0.6; big.js 7.0.1, decimal.js 10.6.0 and
#       bignumber.js 11.1.5 for comparison.
# Expected: what is rounded for an amount is rounded the same for its negative: 0.125 and -0.125 give 0.13 and -0.13, or
#       0.12 twice.
# Seen: currency.js, js-money's multiply and numeral's format give 0.13 and -0.12: a half goes up. dinero.js gives 0.12
#       and -0.13, because transformScale goes down unless it is told otherwise. Its halfUp gives 0.13 and -0.12. The
#       three others cancel.
# Why it matters: a fee of half a percent on 25,00 is charged and given back, and a centavo stays on one side, each time
#       on the same one. The trial balance is off by the number of returns, and nobody finds an entry that is wrong.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts currency.js@2.0.4 dinero.js@2.0.2 js-money@0.6.3 numeral@2.0.6 \
  big.js@7.0.1 decimal.js@10.6.0 bignumber.js@11.1.5
cat >run.mjs <<'CODE'
import Big from 'big.js';
import { BigNumber } from 'bignumber.js';
import currency from 'currency.js';
import { Decimal } from 'decimal.js';
import { BRL, dinero, halfUp, toDecimal, transformScale } from 'dinero.js';
import Money from 'js-money';
import numeral from 'numeral';
const scaled = (fee, rule) => toDecimal(transformScale(dinero({ amount: Number(fee) * 1000, currency: BRL, scale: 3 }), 2, rule));
const rounded = {
  'currency.js': fee => currency(fee).toString(),
  'dinero.js': fee => scaled(fee),
  'dinero.js, halfUp': fee => scaled(fee, halfUp),
  'js-money': fee => (new Money(Number(fee) * 200, Money.BRL).multiply(0.5).amount / 100).toFixed(2),
  numeral: fee => numeral(fee).format('0.00'),
  'big.js': fee => new Big(fee).toFixed(2),
  'decimal.js': fee => new Decimal(fee).toFixed(2),
  'bignumber.js': fee => new BigNumber(fee).toFixed(2),
};
const seen = Object.entries(rounded).map(([name, round]) => {
  const pair = `${round('0.125')} ${round('-0.125')}`;
  console.log(name.padEnd(18), '0.125 and -0.125 become', pair);
  return pair;
});
const [up, down, cancels] = ['0.13 -0.12', '0.12 -0.13', '0.13 -0.13'];
process.exit(seen.join() === [up, down, up, up, up, cancels, cancels, cancels].join() ? 0 : 1);
CODE
node run.mjs
