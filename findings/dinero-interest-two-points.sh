#!/usr/bin/env bash
# What: after four days of interest dinero.js shows an amount with two decimal points and an exponent.
# Versions: dinero.js 2.0.2 (numbers, its default).
# Expected: R$ 100,000.00 at a daily factor of 1.000412 is 100164.90187437… after four days, or an error says that it
#       cannot be held. Amounts are integers with a scale, so nothing is a float.
# Seen: each multiply adds six digits to the scale. After three days the digits are wrong from the eighteenth on. After
#       four days toDecimal returns 100164.000009.018743767133211e+25. parseFloat reads 100164.000009 from it: 90 centavos
#       are gone. No call throws. Brought back to two digits every day, the amount stays a number.
# Why it matters: interest, fees of fees and exchange rates multiply amounts again and again. The text goes into a
#       database, a statement or a provider's request, and what reads it stops at the second point.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts dinero.js@2.0.2
cat >run.mjs <<'CODE'
import { BRL, dinero, halfEven, multiply, toDecimal, transformScale } from 'dinero.js';
const factor = { amount: 1000412, scale: 6 };
let held = dinero({ amount: 10000000, currency: BRL });
let rounded = held;
let exact = 10000000n;
const seen = [];
for (let day = 1; day <= 4; day += 1) {
  held = multiply(held, factor);
  rounded = transformScale(multiply(rounded, factor), 2, halfEven);
  exact *= 1000412n;
  const digits = exact.toString();
  const point = digits.length - 2 - 6 * day;
  seen.push(toDecimal(held));
  console.log(`day ${day}  exact ${digits.slice(0, point)}.${digits.slice(point)}`);
  console.log(`       dinero ${toDecimal(held)}   rounded every day ${toDecimal(rounded)}`);
}
console.log('parseFloat of day 4:', parseFloat(seen[3]));
const asSeen = ['100041.20000000', '100082.41697440000000', '100123.65093019345620040000', '100164.000009.018743767133211e+25'];
process.exit(seen.join() === asSeen.join() && toDecimal(rounded) === '100164.90' ? 0 : 1);
CODE
node run.mjs
