#!/usr/bin/env bash
# What: a schema that allows two decimals refuses every seventh amount, or nearly all of them, depending on who checks it.
# Versions: ajv 8.20.0, valibot 1.5.0, zod 4.6.7 and jsonschema 1.5.0.
# Expected: multipleOf: 0.01 accepts amounts with at most two decimals, as 4.35, whichever validator reads it.
# Seen: of the amounts from 0.01 to 100.00 ajv refuses 1363, among them 0.07, 0.29 and 4.35. valibot refuses 9986. zod and
#       jsonschema refuse none. ajv divides as floats unless multipleOfPrecision is given; with it, 4.3500000001 passes.
# Why it matters: the API's document says multipleOf: 0.01, one side checks with zod, the other one with ajv. One payment
#       in seven is refused for its amount. Whole reais and halves, as tests use them, all pass.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ajv@8.20.0 valibot@1.5.0 zod@4.6.7 jsonschema@1.5.0
cat >run.cjs <<'CODE'
const Ajv = require('ajv').default;
const { validate } = require('jsonschema');
const v = require('valibot');
const { z } = require('zod');
const schema = { type: 'number', multipleOf: 0.01 };
const [plain, precise] = [new Ajv().compile(schema), new Ajv({ multipleOfPrecision: 6 }).compile(schema)];
const [zod, valibot] = [z.number().multipleOf(0.01), v.pipe(v.number(), v.multipleOf(0.01))];
const checks = {
  ajv: plain,
  'ajv, multipleOfPrecision 6': precise,
  valibot: amount => v.safeParse(valibot, amount).success,
  zod: amount => zod.safeParse(amount).success,
  jsonschema: amount => validate(amount, schema).valid,
};
const amounts = Array.from({ length: 10_000 }, (_, index) => (index + 1) / 100);
const seen = Object.entries(checks).map(([name, accepts]) => {
  const refused = amounts.filter(amount => !accepts(amount));
  const others = [1.005, 4.3500000001].filter(amount => accepts(amount));
  console.log(name.padEnd(27), `refuses ${refused.length} of ${amounts.length}: ${refused.slice(0, 5).join(' ')}`, others.length ? `  accepts ${others}` : '');
  return `${refused.length} ${others}`;
});
process.exit(seen.join('|') === '1363 |0 4.3500000001|9986 |0 |0 ' ? 0 : 1);
CODE
node run.cjs
