#!/usr/bin/env bash
# What: two libraries for PIX keys take one mobile number in a hundred for somebody's CPF.
# Versions: @brazilian-utils/brazilian-utils 2.4.0 and @pix.js/validator 1.1.0.
# Expected: a mobile number as people write it, eleven digits without +55, is a phone key, is refused as not clear, or is
#       always read as a CPF. The libraries accept the form: 11900000082 becomes the key +5511900000082.
# Seen: 11900000083 is the key of type CPF 11900000083. Of ten thousand mobile numbers of one area a hundred have the two
#       check digits of a CPF by chance, and both libraries read these as CPFs, the other 9900 as phones.
# Why it matters: the payout for that payee goes to another person's key, or is refused as unknown, while those for the
#       neighbours work. The type has to be asked for beside the key; it cannot be guessed from eleven digits.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @brazilian-utils/brazilian-utils@2.4.0 @pix.js/validator@1.1.0
cat >run.cjs <<'CODE'
const { getPixKeyInfo, isValidMobilePhone } = require('@brazilian-utils/brazilian-utils');
const { getPixKeyType } = require('@pix.js/validator');
for (const text of ['11900000082', '11900000083', '11900000084'])
  console.log(text, 'a mobile number:', isValidMobilePhone(text), '  brazilian-utils:', getPixKeyInfo(text), '  pix.js:', getPixKeyType(text));
const numbers = Array.from({ length: 10_000 }, (_, index) => String(11900000000 + index));
const asCpf = [numbers.filter(text => getPixKeyInfo(text).type === 'cpf'), numbers.filter(text => getPixKeyType(text) === 'CPF')];
console.log('of', numbers.length, 'mobile numbers read as a CPF:', asCpf.map(({ length }) => length).join(' and '));
const phone = getPixKeyInfo('11900000082');
const asSeen = phone.type === 'phone' && phone.value === '+5511900000082' && asCpf[0].includes('11900000083');
process.exit(asSeen && numbers.every(isValidMobilePhone) && asCpf.every(({ length }) => length === 100) ? 0 : 1);
CODE
node run.cjs
