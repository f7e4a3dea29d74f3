#!/usr/bin/env bash
# What: a library for bank files reads one payment of a CNAB 400 return file, calls the second one the trailer, and drops
#       the rest.
# Versions: @banco-br/nodejs-cnab 0.2.0 (with @banco-br/cnab_yaml 2.1.0), with the layout that it exports for Bradesco.
# Expected: a return file with a header, three payments and a trailer gives three payments, or an error.
# Seen: the list has three entries for five lines. The first payment is read. The second one is read by the trailer's
#       layout. The third one and the trailer's own count and sum are not read. No error, and nothing on the console.
# Why it matters: a bank's return file says which bills were paid. A file of a single payment, as used in tests, is read
#       right. With the first real file all payments but one stay open and are asked for again. The file's own count has
#       to be checked.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @banco-br/nodejs-cnab@0.2.0 @banco-br/cnab_yaml@2.1.0
cat >run.cjs <<'CODE'
const { BANK, parseRemessaCnab } = require('@banco-br/nodejs-cnab');
function line(fields) {
  const text = Array(400).fill(' ');
  for (const [position, value] of fields) text.splice(position - 1, value.length, ...value);
  return text.join('');
}
// By position: the type of record at 1, the bank's number of the bill at 71, what happened at 109 (06: paid), the line's number at 395.
const payment = (bill, number) => line([[1, '1'], [22, '009'], [25, '01234'], [71, bill], [109, '06100326'], [296, '110326'], [395, number]]);
const file = [
  line([[1, '02RETORNO01COBRANCA'], [77, '237BRADESCO'], [395, '000001']]),
  payment('00000000017', '000002'),
  payment('00000000025', '000003'),
  payment('00000000033', '000004'),
  line([[1, '9201237'], [395, '000005']]),
].join('\n');
const read = parseRemessaCnab(BANK.bradesco.retorno[400], 400, '237', file);
console.log('lines in the file:', file.split('\n').length, '  entries read:', read.length);
for (const { nosso_numero, data_credito, ...rest } of read)
  console.log('bill', nosso_numero, ' credited', data_credito, ' other fields:', Object.keys(rest).length);
const trailer = read[2].brancos01;
console.log('read as the trailer:', trailer.replace(/ +/g, ' '));
const asSeen = read.length === 3 && read[1].nosso_numero === '00000000017' && trailer.includes('00000000025');
process.exit(asSeen && !JSON.stringify(read).includes('00000000033') ? 0 : 1);
CODE
node run.cjs
