#!/usr/bin/env bash
# What: one CNAB library reads an amount as centavos and writes the same text as reais, a hundred times as much.
# Versions: @banco-br/nodejs-cnab 0.2.0 (with @banco-br/cnab_yaml 2.1.0), the layout for Bradesco, CNAB 400.
# Expected: the text of an amount field that the library returns can be given back to it, as every other field can.
# Seen: a fee of 1,23 is read as the text 0000000000123. Written as the amount of a bill, that text becomes 0000000012300.
#       The library's own example passes amounts as thirteen digits too. They are zeros there, so it does not show. An
#       amount above the field is cut at its end: 123456789012.34 becomes 12345678901.34, without an error.
# Why it matters: the instruction that a bill is changed, protested or sent again asks for a hundred times the money. The
#       line has the right length, so its form shows nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @banco-br/nodejs-cnab@0.2.0 @banco-br/cnab_yaml@2.1.0
cat >run.cjs <<'CODE'
const { BANK, generateRemessaCnab, parseRemessaCnab } = require('@banco-br/nodejs-cnab');
const row = start => start.padEnd(400);
// The bank's other expenses stand at 189 to 201 of a return file's detail: eleven digits and two after the comma.
const returned = [row('02RETORNO01COBRANCA'), row('1'.padEnd(188) + '0000000000123'), row('9201237')].join('\n');
const { valor_outras_despesas: read } = parseRemessaCnab(BANK.bradesco.retorno[400], 400, '237', returned)[1];
const written = valor_titulo =>
  generateRemessaCnab({ detalhe: { numero_carteira: '009', agencia: '01234', conta: '0012345', conta_dv: '6', uso_empresa: 'PAY-1',
    digito_nosso_numero: '0', numero_documento: 'DOC-1', vencimento: '100326', valor_titulo, data_emissao: '10022026',
    sacado_codigo_inscricao: '02', sacado_numero_inscricao: '11222333000181', nome: 'EMPRESA DE EXEMPLO', logradouro: 'RUA UM',
    cep: '01001000', numero_sequencial: '000002' } }, 400, '237');
const amountOf = line => `${line.length} characters, amount ${line.slice(126, 139)}`;
const seen = [amountOf(written(1.23)), amountOf(written(read)), amountOf(written(123456789012.34))];
console.log('read from the bank:    ', read);
console.log('written from 1.23:     ', seen[0]);
console.log('written from that text:', seen[1]);
console.log('written from 123456789012.34:', seen[2]);
const asSeen = ['0000000000123', '0000000012300', '1234567890134'].map(amount => `400 characters, amount ${amount}`);
process.exit(read === '0000000000123' && seen.join() === asSeen.join() ? 0 : 1);
CODE
node run.cjs
