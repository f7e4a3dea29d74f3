#!/usr/bin/env bash
# What: a library for ISO 20022 reads a statement's amounts as minor units, and the minor units are not whole.
# Versions: iso20022.js 0.0.15.
# Expected: amounts in minor units are integers: 1.15 is 115.
# Seen: the entry of 1.15 is 114.99999999999999 and the one of 4.35 is 434.99999999999994, in entries and balances alike.
# Why it matters: an integer is what one chooses minor units for. Cut to an integer, a centavo is lost; compared with the
#       books, the statement never agrees; as a BigInt it cannot be taken at all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts iso20022.js@0.0.15
cat >run.mjs <<'CODE'
import { CashManagementEndOfDayReport } from 'iso20022.js';
const day = '<Dt>2026-03-10</Dt>';
const money = amount => `<Amt Ccy="BRL">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`;
const entry = (amount, name) =>
  `<Ntry><NtryRef>${name}</NtryRef>${money(amount)}<RvslInd>false</RvslInd><Sts>BOOK</Sts><BookgDt>${day}</BookgDt>` +
  `<ValDt>${day}</ValDt><AcctSvcrRef>${name}</AcctSvcrRef><BkTxCd><Prtry><Cd>PIX</Cd></Prtry></BkTxCd><NtryDtls><TxDtls>` +
  `<Refs><EndToEndId>${name}</EndToEndId></Refs>${money(amount)}</TxDtls></NtryDtls></Ntry>`;
const balance = (code, amount) => `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${money(amount)}<Dt>${day}</Dt></Bal>`;
const sum = (name, count, amount) => `<${name}><NbOfNtries>${count}</NbOfNtries><Sum>${amount}</Sum></${name}>`;
const statement =
  '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>' +
  '<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-11T00:00:00Z</CreDtTm></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb>' +
  '<LglSeqNb>1</LglSeqNb><CreDtTm>2026-03-11T00:00:00Z</CreDtTm><FrToDt><FrDtTm>2026-03-10T00:00:00Z</FrDtTm>' +
  '<ToDtTm>2026-03-11T00:00:00Z</ToDtTm></FrToDt><Acct><Id><Othr><Id>12345678</Id></Othr></Id><Ccy>BRL</Ccy><Svcr>' +
  `<FinInstnId><BIC>XXXXBRSP</BIC></FinInstnId></Svcr></Acct>${balance('OPBD', '0.00')}${balance('CLBD', '5.50')}<TxsSummry>` +
  `${sum('TtlNtries', 2, '5.50')}${sum('TtlCdtNtries', 2, '5.50')}${sum('TtlDbtNtries', 0, '0.00')}</TxsSummry>` +
  `${entry('1.15', 'E1')}${entry('4.35', 'E2')}</Stmt></BkToCstmrStmt></Document>`;
const read = CashManagementEndOfDayReport.fromXML(statement).statements[0].entries.map(({ amount }) => amount);
console.log('written: 1.15 4.35');
console.log('read:   ', read.join(' '));
process.exit(read.join(' ') === '114.99999999999999 434.99999999999994' ? 0 : 1);
CODE
node run.mjs
