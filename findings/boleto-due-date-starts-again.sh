#!/usr/bin/env bash
# What: two readers of boletos date a bill of March 2026 twenty-five years too early.
# Versions: node-boleto 2.3.0 (writer), @mrmgomes/boleto-utils 1.3.3 and broleto 0.0.12 (readers).
# Expected: a boleto that one library writes for 10 March 2026 is read by the others with that due date.
# Seen: both readers call it valid, agree on the amount, and give July 2001 as the due date. The bar code has four digits
#   for the days since 7 October 1997. They ran out on 21 February 2025 and began again at 1000; the writer knows it.
# Why it matters: a ledger that books or pays bills by such a date sees every bill as overdue for decades, adds fines and
#   interest, or refuses to pay it. The text of the due date has to be checked against the day of reading.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node-boleto@2.3.0 @mrmgomes/boleto-utils@1.3.3 broleto@0.0.12
cat >run.cjs <<'CODE'
const { Boleto: Written } = require('node-boleto');
const { validarBoleto } = require('@mrmgomes/boleto-utils');
const { Boleto: Read } = require('broleto');
const bill = new Written({
  banco: 'santander',
  data_emissao: new Date(2026, 1, 10, 12),
  data_vencimento: new Date(2026, 2, 10, 12),
  valor: 12345,
  nosso_numero: '1234567',
  numero_documento: '123123',
  cedente: 'Empresa de Exemplo',
  cedente_cnpj: '11222333000181',
  agencia: '3978',
  codigo_cedente: '6404154',
  carteira: '102',
});
const line = bill.linha_digitavel.replace(/\D/g, '');
const first = validarBoleto(line);
const second = new Read(line);
console.log('written for 2026-03-10:', bill.linha_digitavel);
console.log('days in the bar code  :', line.slice(33, 37));
const day = date => new Date(date).toISOString().slice(0, 10);
console.log('boleto-utils reads    :', first.sucesso, first.valor, day(first.vencimento));
console.log('broleto reads         :', second.isValid?.() ?? second.valid(), second.amount(), day(second.expirationDate()));
const early = date => day(date).startsWith('2001-07');
const asSeen = line.slice(33, 37) === '1381' && first.sucesso && early(first.vencimento) && early(second.expirationDate());
process.exit(asSeen ? 0 : 1);
CODE
node run.cjs
