#!/usr/bin/env bash
# What: a request field with a default, which the document does not require, is required by the generated client type.
# Versions: openapi-typescript 7.13.0 with typescript 5.9.3.
# Expected: a body { amount } is accepted by the type, as it is by the document: currency is optional and BRL where absent.
# Seen: the field is generated without a question mark, so the compiler refuses the body. With --default-non-nullable=false,
#       or without the default, the field is optional.
# Why it matters: giving an optional field a default is no change for the service and breaks every typed client at its next
#       build. Clients then write the default out, and go on sending it when the ledger changes it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts openapi-typescript@7.13.0 typescript@5.9.3
cat >api.json <<'CODE'
{ "openapi": "3.1.0", "info": { "title": "payouts", "version": "1" }, "paths": {},
  "components": { "schemas": { "Payout": { "type": "object", "required": ["amount"],
    "properties": { "amount": { "type": "string" }, "currency": { "type": "string", "default": "BRL" } } } } } }
CODE
cat >use.ts <<'CODE'
import type { components } from './api';
export const payout: components['schemas']['Payout'] = { amount: '50.00' };
CODE
outcome() { npx tsc --noEmit --strict --skipLibCheck use.ts >out.txt 2>&1 && echo accepted || grep -oE 'TS[0-9]+' out.txt; }
npx openapi-typescript api.json -o api.ts >/dev/null 2>&1
plain=$(outcome)
npx openapi-typescript api.json -o api.ts --default-non-nullable=false >/dev/null 2>&1
told=$(outcome)
echo "as generated: $plain"
echo "with --default-non-nullable=false: $told"
[ "$plain" = TS2741 ] && [ "$told" = accepted ]
