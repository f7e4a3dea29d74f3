#!/usr/bin/env bash
# What: three libraries read one memo of one bank file as three texts.
# Versions: ofx-js 1.1.1, node-ofx-parser 0.5.1, ofx-data-extractor 1.5.0.
# Expected: A &amp; B in an OFX 1.02 file is the text A & B.
# Seen: ofx-js gives A & B, ofx-data-extractor leaves A &amp; B, and node-ofx-parser makes A &amp;amp;amp; B of it.
# Why it matters: some banks put a payment's reference or payee into MEMO, and it is what a statement line without an id is
#       matched by. A rule that was tried with one library finds nothing with another.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ofx-js@1.1.1 node-ofx-parser@0.5.1 ofx-data-extractor@1.5.0
cat >run.cjs <<'CODE'
const { parse } = require('ofx-js');
const nodeOfxParser = require('node-ofx-parser');
const { Ofx } = require('ofx-data-extractor');
const file = `OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX>
<SIGNONMSGSRSV1>
<SONRS>
<STATUS>
<CODE>0
<SEVERITY>INFO
</STATUS>
<DTSERVER>20260311120000[-3:BRT]
<LANGUAGE>POR
</SONRS>
</SIGNONMSGSRSV1>
<BANKMSGSRSV1>
<STMTTRNRS>
<TRNUID>1
<STATUS>
<CODE>0
<SEVERITY>INFO
</STATUS>
<STMTRS>
<CURDEF>BRL
<BANKACCTFROM>
<BANKID>341
<ACCTID>12345678
<ACCTTYPE>CHECKING
</BANKACCTFROM>
<BANKTRANLIST>
<DTSTART>20260310
<DTEND>20260311
<STMTTRN>
<TRNTYPE>DEBIT
<DTPOSTED>20260310
<TRNAMT>-50.75
<FITID>A1
<MEMO>A &amp; B
</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL>
<BALAMT>1183.35
<DTASOF>20260311
</LEDGERBAL>
</STMTRS>
</STMTTRNRS>
</BANKMSGSRSV1>
</OFX>
`;
const memoIn = tree => [tree.OFX.BANKMSGSRSV1.STMTTRNRS.STMTRS.BANKTRANLIST.STMTTRN].flat()[0].MEMO;
(async () => {
  const seen = {
    'ofx-js': memoIn(await parse(file)),
    'node-ofx-parser': memoIn(nodeOfxParser.parse(file)),
    'ofx-data-extractor': new Ofx(file).getBankTransferList()[0].MEMO,
  };
  console.log(seen);
  const asSeen = ['A & B', 'A &amp;amp;amp; B', 'A &amp; B'];
  process.exit(JSON.stringify(Object.values(seen)) === JSON.stringify(asSeen) ? 0 : 1);
})();
CODE
node run.cjs
