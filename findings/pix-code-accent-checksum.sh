#!/usr/bin/env bash
# What: PIX codes of one library are refused by others as soon as a text in them has an accent.
# Versions: faz-um-pix 2.0.2 and qrcode-pix 5.0.0 (writers), pix-utils 2.8.2 and @brazilian-utils/brazilian-utils 2.4.0
#       (readers).
# Expected: the check sum of a PIX code is made over the same bytes by every library, so a code that one writes another reads.
# Seen: without an accent all agree. With "olá" as the description qrcode-pix sums the UTF-8 bytes and both readers accept
#       it; faz-um-pix sums JavaScript's character codes, and both readers refuse the code for its check sum.
# Why it matters: a payer's bank refuses such a code, or a checker that sums the other way accepts a damaged one. A rule for
#       codes must say which bytes it means: UTF-8.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts faz-um-pix@2.0.2 qrcode-pix@5.0.0 pix-utils@2.8.2 @brazilian-utils/brazilian-utils@2.4.0
cat >run.cjs <<'CODE'
const { Pix } = require('faz-um-pix');
const { QrCodePix } = require('qrcode-pix');
const { hasError, parsePix } = require('pix-utils');
const { isValidPixPayload } = require('@brazilian-utils/brazilian-utils');
const key = '12345678909';
const read = code => `${!hasError(parsePix(code))} ${isValidPixPayload(code)}`;
const other = message => QrCodePix({ version: '01', key, name: 'Joao', city: 'SAO PAULO', message, value: 10.5 }).payload();
(async () => {
  const seen = {
    'faz-um-pix, ola': read(await Pix(key, 'Joao', 'Sao Paulo', '10.50', 'ola')),
    'faz-um-pix, olá': read(await Pix(key, 'Joao', 'Sao Paulo', '10.50', 'olá')),
    'qrcode-pix, ola': read(other('ola')),
    'qrcode-pix, olá': read(other('olá')),
  };
  console.log('written by, text: accepted by pix-utils, brazilian-utils');
  for (const [name, accepted] of Object.entries(seen)) console.log(`${name}: ${accepted}`);
  process.exit(Object.values(seen).join() === 'true true,false false,true true,true true' ? 0 : 1);
})();
CODE
node run.cjs
