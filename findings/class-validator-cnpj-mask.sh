#!/usr/bin/env bash
# What: class-validator's tax number check takes a CPF with its mask, and no CNPJ with its mask.
# Versions: class-validator 0.15.1 (with validator 13.15.35).
# Expected: isTaxId(text, 'pt-BR') treats both Brazilian numbers alike: with the usual mask, or without.
# Seen: 123.456.789-09 is accepted and 11.222.333/0001-81 is refused, though it is the same kind of text for a company.
#       The letters that a CNPJ may hold since July 2026 are accepted in lower case too, which is not how they are issued.
# Why it matters: a payout to a company is refused for its punctuation while one to a person passes. And 12abc34501de35 and
#       12ABC34501DE35, both accepted, are two payees to whoever compares texts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts class-validator@0.15.1 validator@13.15.35
cat >run.cjs <<'CODE'
const { isTaxId } = require('class-validator');
const expected = {
  '12345678909': true,
  '123.456.789-09': true,
  '11222333000181': true,
  '11.222.333/0001-81': false,
  '12ABC34501DE35': true,
  '12.ABC.345/01DE-35': false,
  '12abc34501de35': true,
};
const seen = Object.fromEntries(Object.keys(expected).map(text => [text, isTaxId(text, 'pt-BR')]));
for (const [text, accepted] of Object.entries(seen)) console.log(text.padEnd(20), accepted);
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
CODE
node run.cjs
