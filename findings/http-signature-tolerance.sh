#!/usr/bin/env bash
# What: a tolerance for clocks that differ makes a verifier of signed requests (RFC 9421) accept less, not more.
# Versions: http-message-signatures 1.0.6.
# Expected: maxAge 300 and tolerance 60 accept a signature of up to 360 seconds.
# Seen: the tolerance is taken off the age that is allowed. A signature of 250 seconds is accepted without a tolerance and
#       refused as too old with one of 60 seconds; one of 200 seconds is accepted.
# Why it matters: who takes signed payment orders sets a tolerance because the clients' clocks differ. Orders that waited
#       four minutes in a queue are refused from then on. Signed anew under another idempotency key they pay twice.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund http-message-signatures@1.0.6
cat > run.cjs <<'JS'
const { generateKeyPairSync, sign, verify } = require('node:crypto');
const { httpbis } = require('http-message-signatures');
const { privateKey, publicKey } = generateKeyPairSync('ed25519');

async function outcome(ageSeconds, limits) {
  const created = new Date(Date.now() - ageSeconds * 1000);
  const request = { method: 'POST', url: 'https://ledger.example/payouts', headers: { 'idempotency-key': 'order-1' } };
  const signed = await httpbis.signMessage(
    {
      key: { id: 'k', alg: 'ed25519', sign: async text => sign(null, text, privateKey) },
      fields: ['@method', '@path', 'idempotency-key'],
      params: ['created', 'keyid', 'alg'],
      paramValues: { created },
    },
    request,
  );
  const keyLookup = async () => ({ id: 'k', algs: ['ed25519'], verify: async (text, mark) => verify(null, text, publicKey, mark) });
  return httpbis.verifyMessage({ keyLookup, ...limits }, signed).then(
    good => (good ? 'accepted' : 'refused'),
    error => `refused: ${error.message}`,
  );
}

(async () => {
  const seen = {
    'age 250, maxAge 300': await outcome(250, { maxAge: 300 }),
    'age 250, maxAge 300, tolerance 60': await outcome(250, { maxAge: 300, tolerance: 60 }),
    'age 200, maxAge 300, tolerance 60': await outcome(200, { maxAge: 300, tolerance: 60 }),
  };
  console.log(JSON.stringify(seen, null, 2));
  const [without, withOne, younger] = Object.values(seen);
  process.exitCode = without === 'accepted' && withOne.startsWith('refused') && younger === 'accepted' ? 0 : 1;
})();
JS
node run.cjs
