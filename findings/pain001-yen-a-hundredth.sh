#!/usr/bin/env bash
# What: a library for ISO 20022 takes minor units and writes a payment order over a hundredth of the yen that were given.
# Versions: iso20022.js 0.0.15.
# Expected: its field amount is in the currency's minor units: 115 is 1.15 in reais. The yen and the Chilean peso have no
#       minor unit, so 1000 is 1000 yen. The Kuwaiti dinar has three digits, so 1234 is 1.234.
# Seen: every amount is divided by a hundred: the order says JPY 10, CLP 50 for 5000, and KWD 12.34 for 1234. No error. It
#       rests on dinero.js 1, whose precision is 2 unless it is told.
# Why it matters: the bank pays a hundredth, or ten times the money to Kuwait. The library multiplies by the same hundred
#       when it reads a statement, so what it wrote and what it read agree.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts iso20022.js@0.0.15
cat >run.mjs <<'CODE'
import { ISO20022 } from 'iso20022.js';
const bank = { bic: 'EXAMUS33', bankAddress: { country: 'US' } };
const writer = new ISO20022({ initiatingParty: { name: 'Example Company', id: 'EX1', account: { accountNumber: '1' }, agent: bank } });
const address = { streetName: 'Example Street', buildingNumber: '1', postalCode: '10000', townName: 'Example', country: 'US' };
const creditor = { name: 'Example Payee', account: { accountNumber: '2' }, agent: bank, address };
function written(amount, currency) {
  const order = { type: 'swift', direction: 'credit', amount, currency, creditor };
  return /<InstdAmt Ccy="(.*?)">(.*?)</.exec(writer.createSWIFTCreditPaymentInitiation([order]).serialize()).slice(1).join(' ');
}
const given = [[115, 'BRL'], [1000, 'JPY'], [5000, 'CLP'], [1234, 'KWD']];
const seen = given.map(([amount, currency]) => written(amount, currency));
given.forEach(([amount, currency], index) => console.log(`${amount} minor units of ${currency}:`.padEnd(30), 'the order says', seen[index]));
process.exit(seen.join() === 'BRL 1.15,JPY 10,CLP 50,KWD 12.34' ? 0 : 1);
CODE
node run.mjs
