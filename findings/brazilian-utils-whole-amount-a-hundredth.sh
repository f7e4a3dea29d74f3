#!/usr/bin/env bash
# What: a parser of Brazilian amounts reads whole reais as centavos, and amounts with a decimal point or comma as reais.
# Versions: @brazilian-utils/brazilian-utils 2.4.0; js-brasil 2.8.0 and numeral 2.0.6 (pt-br) for comparison.
# Expected: parseCurrency reads "1500", "1500,00", "1.500" and "R$ 1500" as fifteen hundred reais, as the two others do.
# Seen: "1500" and "R$ 1500" are 15, the others 1500. String(1500.5) is read as 1500.5, String(1500) as 15. The library
#       says so in its documentation: without a separator the text is taken for centavos, for masked input fields.
# Why it matters: in a column of amounts the round ones, which are the large ones, arrive as a hundredth. It depends on
#       the amount and not on the source, so a sample with centavos passes every test.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @brazilian-utils/brazilian-utils@2.4.0 js-brasil@2.8.0 numeral@2.0.6
cat >run.cjs <<'CODE'
const { parseCurrency } = require('@brazilian-utils/brazilian-utils');
const { utilsBr } = require('js-brasil');
const numeral = require('numeral');
require('numeral/locales/pt-br');
numeral.locale('pt-br');
const texts = ['1500', 'R$ 1500', '1500,00', '1.500', '1.500,50'];
const rows = texts.map(text => [parseCurrency(text), utilsBr.currencyToNumber(text), numeral(text).value()]);
console.log('text'.padEnd(10), 'brazilian-utils, js-brasil, numeral');
texts.forEach((text, index) => console.log(text.padEnd(10), rows[index].join('  ')));
const numbers = [1500.5, 1500].map(amount => parseCurrency(String(amount)));
console.log('the numbers 1500.5 and 1500 as texts:', numbers.join('  '));
const asSeen = '15 1500 1500|15 1500 1500|1500 1500 1500|1500 1500 1500|1500.5 1500.5 1500.5';
process.exit(rows.map(row => row.join(' ')).join('|') === asSeen && numbers.join() === '1500.5,15' ? 0 : 1);
CODE
node run.cjs
