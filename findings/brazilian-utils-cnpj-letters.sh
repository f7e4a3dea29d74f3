#!/usr/bin/env bash
# What: within one library one function calls a company's number a valid PIX key, and another drops its letters.
# Versions: @brazilian-utils/brazilian-utils 2.4.0.
# Expected: 12ABC34501DE35, a CNPJ with letters as issued since July 2026, is one number to all functions.
# Seen: isValidPixKey accepts it as a CNPJ key. isValidCnpj refuses it unless {version: 2} is given. parseCnpj returns
#       123450135 and formatCnpj 12.345.013/5: the letters are removed without an error, and another text is left.
# Why it matters: whoever cleans a payee's number before storing it stores a number that belongs to nobody, or to somebody
#       else once it is padded. The letters must be checked for before any "clean" function is called.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @brazilian-utils/brazilian-utils@2.4.0
cat >run.cjs <<'CODE'
const lib = require('@brazilian-utils/brazilian-utils');
const cnpj = '12ABC34501DE35';
const seen = {
  isValidPixKey: lib.isValidPixKey(cnpj),
  pixKeyType: lib.getPixKeyInfo(cnpj).type,
  isValidCnpj: lib.isValidCnpj(cnpj),
  isValidCnpjVersion2: lib.isValidCnpj(cnpj, { version: 2 }),
  parseCnpj: lib.parseCnpj(cnpj),
  formatCnpj: lib.formatCnpj(cnpj),
};
console.log(cnpj, seen);
const asSeen = { isValidPixKey: true, pixKeyType: 'cnpj', isValidCnpj: false, isValidCnpjVersion2: true,
  parseCnpj: '123450135', formatCnpj: '12.345.013/5' };
process.exit(JSON.stringify(seen) === JSON.stringify(asSeen) ? 0 : 1);
CODE
node run.cjs
