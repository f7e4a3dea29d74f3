#!/usr/bin/env bash
# What: Mercado Pago's library sends different payments under one idempotency key when it is set up as its README shows.
# Versions: mercadopago 3.6.1.
# Expected: the idempotency key stands for one operation. A second, different payment gets another key.
# Seen: a key in the client's own options, where the README's example puts it, goes out with every POST of that client: two
#       payments of different amounts carry the same key. Without it each call draws a key that the caller never sees, and
#       every call is posted up to four times by default after answers of 500.
# Why it matters: with the shared key the second payment is answered with the first one's result and is never made. Without
#       it a caller who asks again after a time-out cannot repeat the key, and pays twice. Keys must be drawn, stored and given
#       per operation, and repeats must be visible to whoever counts them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mercadopago@3.6.1
cat >run.mjs <<'CODE'
import { MercadoPagoConfig, Payment } from 'mercadopago';
let posts = [];
globalThis.fetch = async (_address, { headers, body }) => {
  posts.push({ key: headers['X-Idempotency-Key'], amount: JSON.parse(body).transaction_amount });
  const status = posts.length % 4 === 0 ? 201 : 500;
  return new Response(JSON.stringify({ id: posts.length, message: 'answer' }), { status });
};
async function twoPayments(options) {
  posts = [];
  const payment = new Payment(new MercadoPagoConfig({ accessToken: 'token', options }));
  for (const amount of [10.5, 11.5]) await payment.create({ body: { transaction_amount: amount } });
  return posts;
}
const shared = await twoPayments({ timeout: 5000, idempotencyKey: 'KEY-1' });
const drawn = await twoPayments({ timeout: 5000 });
const summary = list => ({ posts: list.length, keys: new Set(list.map(({ key }) => key)).size, amounts: [...new Set(list.map(({ amount }) => amount))] });
console.log('key in the options:', summary(shared));
console.log('no key given:      ', summary(drawn));
const asSeen = summary(shared).keys === 1 && summary(shared).amounts.length === 2 && summary(drawn).keys === 2;
process.exit(asSeen && shared.length === 8 && drawn.length === 8 ? 0 : 1);
CODE
node run.mjs
