#!/usr/bin/env bash
# What: a library for Brazil writes a debit as "-R$ 10,00" and reads its own text as ten reais of credit.
# Versions: js-brasil 2.8.0.
# Expected: utilsBr.currencyToNumber(maskBr.currency(-10)) is -10, and maskBr.number(-10) has a minus sign.
# Seen: the text read back is 10. "-50,00" and "R$ -1,50" lose their sign too. maskBr.number(-10) is 10,00. An amount as a
#       database returns it, the text "50.00", is shown as R$ 5.000,00 and read as 50.
# Why it matters: a reversal becomes a second payment in, so a sum is wrong by twice the amount. The screen shows a
#       hundred times what the books hold whenever the exact text is shown in place of a number.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts js-brasil@2.8.0
cat >run.cjs <<'CODE'
const { maskBr, utilsBr } = require('js-brasil');
const written = maskBr.currency(-10);
const seen = {
  written,
  readBack: utilsBr.currencyToNumber(written),
  read: ['-50,00', 'R$ -1,50', '1.234,56'].map(utilsBr.currencyToNumber).join(' '),
  asNumber: maskBr.number(-10),
  textOfFifty: maskBr.currency('50.00'),
  textOfFiftyRead: utilsBr.currencyToNumber('50.00'),
};
console.log(seen);
const asSeen = { written: '-R$ 10,00', readBack: 10, read: '50 1.5 1234.56', asNumber: '10,00', textOfFifty: 'R$ 5.000,00', textOfFiftyRead: 50 };
process.exit(JSON.stringify(seen) === JSON.stringify(asSeen) ? 0 : 1);
CODE
node run.cjs
