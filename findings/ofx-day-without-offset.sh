#!/usr/bin/env bash
# What: a reader of OFX drops the time and the offset of a payment, so one moment becomes two booking days.
# Versions: ofx-data-extractor 1.5.0, ofx-js 1.1.1.
# Expected: 20260310233000[-3:BRT] and 20260311023000[0:GMT] are the same moment and are read as the same day.
# Seen: ofx-data-extractor reads 2026-03-10 and 2026-03-11, without time or offset. ofx-js gives both texts as they are.
# Why it matters: banks write the same statement with either offset. A reconciliation by day then finds a late payment
#   missing on one day and unknown on the next, two breaks for one payment that both sides booked correctly.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ofx-data-extractor@1.5.0 ofx-js@1.1.1
cat >run.cjs <<'CODE'
const { Ofx } = require('ofx-data-extractor');
const { parse } = require('ofx-js');
const statement = posted =>
  ['OFXHEADER:100', 'DATA:OFXSGML', 'VERSION:102', 'SECURITY:NONE', 'ENCODING:USASCII', 'CHARSET:1252']
    .concat(['COMPRESSION:NONE', 'OLDFILEUID:NONE', 'NEWFILEUID:NONE', ''])
    .concat('<OFX>', '<SIGNONMSGSRSV1>', '<SONRS>', '<STATUS>', '<CODE>0', '<SEVERITY>INFO', '</STATUS>')
    .concat(`<DTSERVER>${posted}`, '<LANGUAGE>POR', '</SONRS>', '</SIGNONMSGSRSV1>', '<BANKMSGSRSV1>')
    .concat('<STMTTRNRS>', '<TRNUID>1', '<STATUS>', '<CODE>0', '<SEVERITY>INFO', '</STATUS>', '<STMTRS>')
    .concat('<CURDEF>BRL', '<BANKACCTFROM>', '<BANKID>0341', '<ACCTID>12345', '<ACCTTYPE>CHECKING')
    .concat('</BANKACCTFROM>', '<BANKTRANLIST>', `<DTSTART>${posted}`, `<DTEND>${posted}`, '<STMTTRN>')
    .concat('<TRNTYPE>DEBIT', `<DTPOSTED>${posted}`, '<TRNAMT>-50.00', '<FITID>1', '<MEMO>PIX', '</STMTTRN>')
    .concat('</BANKTRANLIST>', '<LEDGERBAL>', '<BALAMT>1.00', `<DTASOF>${posted}`, '</LEDGERBAL>', '</STMTRS>')
    .concat('</STMTTRNRS>', '</BANKMSGSRSV1>', '</OFX>', '')
    .join('\n');
(async () => {
  const texts = ['20260310233000[-3:BRT]', '20260311023000[0:GMT]'];
  const days = texts.map(text => new Ofx(statement(text)).getBankTransferList()[0].DTPOSTED);
  const raw = [];
  for (const text of texts) {
    const list = (await parse(statement(text))).OFX.BANKMSGSRSV1.STMTTRNRS.STMTRS.BANKTRANLIST;
    raw.push([list.STMTTRN].flat()[0].DTPOSTED);
  }
  console.log('in the file       :', texts.join('   '));
  console.log('ofx-data-extractor:', days.join('   '));
  console.log('ofx-js            :', raw.join('   '));
  process.exit(days.join() === '2026-03-10,2026-03-11' && raw.join() === texts.join() ? 0 : 1);
})();
CODE
node run.cjs
