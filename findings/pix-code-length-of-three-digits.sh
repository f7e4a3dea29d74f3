#!/usr/bin/env bash
# What: three writers of PIX codes make a code that nobody can read, with a right check sum, when key and message are
#       long.
# Versions: pix-utils 2.8.2, qrcode-pix 5.0.0 and faz-um-pix 2.0.2 (writers); @brazilian-utils/brazilian-utils 2.4.0,
#       @pix.js/validator 1.1.0 and pix-utils 2.8.2 (readers).
# Expected: a writer shortens the message or throws: the account of a code has two digits for its length, so at most 99
#       characters.
# Seen: an e-mail key of 61 characters (77 are allowed) with a message of 45 makes 132 characters, and the three write
#       "26132". All readers refuse the code, pix-utils its own too. brazilian-utils as a writer shortens the message
#       without a word.
# Why it matters: the code is printed on a bill and cannot be paid. Whether that happens depends on the length of one
#       payee's key and of one bill's text, and the writer that made it reports success.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts pix-utils@2.8.2 qrcode-pix@5.0.0 faz-um-pix@2.0.2 @pix.js/validator@1.1.0 \
  @brazilian-utils/brazilian-utils@2.4.0
cat >run.cjs <<'CODE'
const { generatePixPayload, isValidPixPayload } = require('@brazilian-utils/brazilian-utils');
const { isValidStaticQrCode } = require('@pix.js/validator');
const { Pix } = require('faz-um-pix');
const { createStaticPix, hasError, parsePix } = require('pix-utils');
const { QrCodePix } = require('qrcode-pix');
const key = 'a.very.long.address.for.payments.of.bills@example-company.com';
const [name, city, message] = ['Company', 'SAO PAULO', 'Payment of the bill of November, number 12345'];
const readable = code => {
  const reads = [() => isValidPixPayload(code), () => isValidStaticQrCode(code), () => !hasError(parsePix(code))];
  return reads.map(read => { try { return read() === true; } catch { return false; } });
};
(async () => {
  const written = {
    'pix-utils': createStaticPix({ merchantName: name, merchantCity: city, pixKey: key, infoAdicional: message, transactionAmount: 10 }).toBRCode(),
    'qrcode-pix': QrCodePix({ version: '01', key, name, city, message, value: 10 }).payload(),
    'faz-um-pix': await Pix(key, name, city, '10.00', message),
    'brazilian-utils': generatePixPayload({ key, merchantName: name, merchantCity: city, description: message, amount: 10 }),
  };
  console.log('key', key.length, 'characters, message', message.length);
  const seen = Object.entries(written).map(([writer, code]) => {
    console.log(writer.padEnd(16), 'account begins', code.slice(6, 14), '  readers accept it:', readable(code).join(' '));
    return `${code.slice(6, 11)} ${readable(code).join(' ')}`;
  });
  const unreadable = '26132 false false false';
  process.exit(seen.join() === [unreadable, unreadable, unreadable, '26990 true true true'].join() ? 0 : 1);
})();
CODE
node run.cjs
