#!/usr/bin/env bash
# What: fast-xml-parser changes references of a bank statement by what they look like.
# Versions: fast-xml-parser 5.12.1.
# Expected: EndToEndId, TxId and NtryRef are texts in camt.053 (Max35Text) and are read as texts, all in the same way.
# Seen: with the default options 1E5 becomes 100000, 0x1F becomes 31, 00020260310001 becomes 20260310001, while a reference
#       of twenty digits stays a text. The amount 1234.10 becomes 1234.1.
# Why it matters: a payment is matched by its reference. A changed one is not found, or finds another payment, and whether it
#       is changed depends on the characters that chance put into it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fast-xml-parser@5.12.1
cat >run.cjs <<'CODE'
const { XMLParser } = require('fast-xml-parser');
const written = ['1E5', '0x1F', '00020260310001', '12345678901234567890', 'PAY-1'];
const entries = written.map(ref => `<Ntry><Amt Ccy="BRL">1234.10</Amt><EndToEndId>${ref}</EndToEndId></Ntry>`).join('');
const statement = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${entries}</Document>`;
const read = new XMLParser().parse(statement).Document.Ntry;
const references = read.map(({ EndToEndId }) => EndToEndId);
console.log('written:', JSON.stringify(written), '1234.10');
console.log('read:   ', JSON.stringify(references), read[0].Amt);
const asSeen = JSON.stringify(references) === '[100000,31,20260310001,"12345678901234567890","PAY-1"]';
process.exit(asSeen && read[0].Amt === 1234.1 ? 0 : 1);
CODE
node run.cjs
