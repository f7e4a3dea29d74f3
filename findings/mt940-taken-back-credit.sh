#!/usr/bin/env bash
# What: a reader of MT940 statements shows a credit that the bank took back as one more credit.
# Versions: mt940-js 1.0.0 (with tslib 2.8.1, which it does not name), mt940js 1.3.5 and @centrapay/swift-parser 1.0.1.
# Expected: the mark RC means the reversal of a credit, so money left; RD means the reversal of a debit, so money came.
# Seen: mt940-js gives isCredit true and the amount 10 for RC, and isCredit false for RD, the same as for C and D. Nothing
#       else in the entry tells them apart: isExpense is true for all four. The two others give -10 and 5, and isReversal
#       true.
# Why it matters: a returned payment is booked as a second receipt, so the account is wrong by twice the amount. Only the
#       statement's own closing balance shows it, and the library does not compare it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mt940-js@1.0.0 mt940js@1.3.5 @centrapay/swift-parser@1.0.1 tslib@2.8.1
cat >run.cjs <<'CODE'
const { read } = require('mt940-js');
const { Parser } = require('mt940js');
const { parse } = require('@centrapay/swift-parser');
const entries = ['C10,00', 'RC10,00', 'D5,00', 'RD5,00'];
const lines = entries.map((entry, index) => `:61:2603100310${entry}NTRFREF${index}//B${index}\n:86:PAYMENT`);
const statement = `:20:EXAMPLE\n:25:10020030/1234567\n:28C:00001/001\n:60F:C260310EUR1000,00\n${lines.join('\n')}\n:62F:C260310EUR1000,00\n-`;
(async () => {
  const [{ transactions, openingBalance, closingBalance }] = await read(Buffer.from(statement));
  const first = transactions.map(({ isCredit, amount }) => (isCredit ? amount : -amount));
  const second = new Parser().parse(statement)[0].transactions.map(({ amount }) => Number(amount));
  const third = parse({ type: 'mt940', data: statement })[0].transactions.map(({ amount }) => Number(amount));
  const sum = list => list.reduce((total, amount) => total + amount, 0);
  console.log('marks and amounts:', entries.join('  '), '  balances:', openingBalance.value, closingBalance.value);
  console.log('mt940-js:    ', first.join('  '), '  sum', sum(first), '  isExpense', transactions.map(({ isExpense }) => isExpense).join(' '));
  console.log('mt940js:     ', second.join('  '), '  sum', sum(second));
  console.log('swift-parser:', third.join('  '), '  sum', sum(third));
  const asSeen = first.join() === '10,10,-5,-5' && transactions.every(({ isExpense }) => isExpense === true);
  process.exit(asSeen && second.join() === '10,-10,-5,5' && third.join() === second.join() ? 0 : 1);
})();
CODE
node run.cjs
