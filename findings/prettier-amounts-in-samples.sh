#!/usr/bin/env bash
# What: a formatter changes amounts in stored JSON samples, so the bytes a webhook's signature covers are other bytes.
# Versions: prettier 3.10.1.
# Expected: formatting JSON changes white space only; a number stays as it is written.
# Seen: 100.00 becomes 100.0 and 50.10 becomes 50.1, while 50.00 in a string stays. The HMAC of the file is another one.
# Why it matters: providers sign the raw bytes with amounts such as 50.00. A documented sample that is kept as a fixture and
#       formatted with the code no longer has the provider's signature, and no longer shows how the provider writes money.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts prettier@3.10.1
cat >run.mjs <<'CODE'
import { createHmac } from 'node:crypto';
import { format } from 'prettier';
const written = '{ "amount": 100.00, "fee": 50.10, "text": "50.00" }\n';
const formatted = await format(written, { parser: 'json' });
const hmac = text => createHmac('sha256', 'crypto-token').update(text).digest('hex').slice(0, 12);
console.log('written:  ', written.trim(), ' HMAC', hmac(written));
console.log('formatted:', formatted.trim(), ' HMAC', hmac(formatted));
process.exit(formatted === '{ "amount": 100.0, "fee": 50.1, "text": "50.00" }\n' ? 0 : 1);
CODE
node run.mjs
