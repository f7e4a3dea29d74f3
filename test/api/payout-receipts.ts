import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import supertest from 'supertest';
import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import {
  type SecurityEventRecorded,
  dayOf,
  securityStream,
} from '../../src/api/auth/security/security-event';
import type { Payee } from '../../src/domain/payout/payee';
import { derivedId } from '../../src/shared/ids';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import type { Historian } from '../projections/histories';
import { until } from '../projections/postgres';
import { ADMIN_KEY } from './ports';

interface Served {
  readonly url: string;
  readonly historian: Historian;
}

const ACCOUNT = 'payer-1';
const OWNER = { name: 'João Conceição', document: '11144477735' };
const PAYEE: Payee = {
  name: 'Ângela <script>alert("1")</script> D’Ávila & Filhos',
  document: '12345678909',
  destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
};
const EVIDENCE = { kind: 'poll', answerHash: 'x' } as const;

/** What the receipts of payouts say over books of a written history. */
export function describeReceipts(books: () => Served): void {
  let folder: string;
  let count = 0;
  const append = (type: string, payoutId: string, data: object) =>
    books().historian.append(`payout-${payoutId}`, { type, data: { payoutId, ...data } });

  const request = (over: object = {}, payee = PAYEE): string => {
    count += 1;
    const id = derivedId('receipt', String(count));
    append('PayoutRequested', id, {
      ...{ clientId: 'shop', fingerprint: id, accountId: ACCOUNT, provider: 'ntxpay', currency: 'BRL' },
      ...{ amountMinor: 123_450n, expectedFeeAmountMinor: 31n, heldAmountMinor: 123_481n, mode: 'live' },
      ...{ externalReference: `receipt-${count}`, description: 'Fatura nº 7 – março' },
      ...{ requestedAt: '2026-03-01T02:00:00.000Z', personal: { payee }, ...over },
    });
    return id;
  };
  const complete = (id: string) =>
    append('PayoutCompleted', id, {
      ...{ endToEndId: 'E1234567820260301023000000000001', currency: 'BRL', originalAmountMinor: 123_450n },
      ...{
        feeAmountMinor: 31n,
        finalAmountMinor: 123_481n,
        providerTime: '2026-02-28 23:30',
        evidence: EVIDENCE,
      },
    });
  const giveBack = (id: string, amountMinor: bigint) =>
    append('PayoutReturned', id, {
      ...{
        returnId: `${id}-${amountMinor}`,
        endToEndId: 'D1234567820260302023000000000001',
        currency: 'BRL',
      },
      ...{ amountMinor, feeAmountMinor: 5n, providerTime: null, evidence: EVIDENCE },
    });
  const completed = (over?: object, payee?: Payee): string => {
    const id = request(over, payee);
    complete(id);
    return id;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-receipts-'));
    const opened = { accountId: ACCOUNT, name: 'Loja Açaí', currency: 'BRL', personal: { owner: OWNER } };
    books().historian.append(`account-${ACCOUNT}`, { type: 'AccountOpened', data: opened });
  });
  afterAll(() => rm(folder, { recursive: true }));

  const get = (id: string, query = '', key = ADMIN_KEY) =>
    supertest(books().url).get(`/v1/payouts/${id}/receipt${query}`).set('Authorization', `Bearer ${key}`);
  const html = async (id: string, query = '', key?: string): Promise<string> =>
    (await get(id, query, key).expect(200).expect('Content-Type', 'text/html; charset=utf-8')).text;
  const pdf = async (id: string, query = ''): Promise<Buffer> => {
    const answer = await get(id, `?format=pdf${query}`).buffer(true).responseType('blob');
    expect([answer.status, answer.type]).toEqual([200, 'application/pdf']);
    return answer.body as Buffer;
  };
  const readPdf = async (bytes: Buffer) => {
    const file = join(folder, 'receipt.pdf');
    await writeFile(file, bytes);
    const script = join(__dirname, 'read-pdf.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script, file]);
    return JSON.parse(stdout) as { pages: string[]; title: string; language: string };
  };
  /** What stands beside a label. */
  const rowsOf = (page: string) =>
    new Map(
      [...page.matchAll(/<th scope="row">(.*?)<\/th><td>(.*?)<\/td>/g)].map(([, head, cell]) => [head, cell]),
    );

  it('is given for a payout that is paid, and never before', async () => {
    const id = request();
    const refused = async () => {
      const { body } = await get(id).expect(409);
      expect(body).toMatchObject({ code: 'PAYOUT_NOT_CONFIRMED' });
    };
    await refused();
    append('PayoutSubmitted', id, { providerId: 'p', transactionId: null });
    await refused();
    append('PayoutOutcomeUnknown', id, { reason: 'time-out', needsPerson: false });
    await refused();
    complete(id);
    await get(id).expect(200);
    // What two people decided later takes the payment back, and its receipt with it.
    append('PayoutFailed', id, { code: 'DECIDED', message: 'not paid', evidence: EVIDENCE });
    await refused();
    await get('00000000-0000-4000-8000-000000000000').expect(404);
    await get('x').expect(404);
  });

  it('is in Portuguese what a bank shows, in one file in which every text is text', async () => {
    const id = completed();
    const answer = await get(id).expect(200);
    const page = answer.text;
    expect(page).toContain('<html lang="pt-BR">');
    expect(page).toContain('<h1>Comprovante de pagamento Pix</h1>');
    const at = books().historian.store.eventsOf(`payout-${id}`).at(-1)!;
    const rows = rowsOf(page);
    expect(Object.fromEntries(rows)).toMatchObject({
      Situação: 'Pago',
      Valor: 'R$ 1.234,50',
      'Horário do provedor': '2026-02-28 23:30',
      'ID da transação (EndToEndId)': 'E1234567820260301023000000000001',
      Titular: 'João Conceição',
      Conta: 'Loja Açaí (payer-1)',
      Nome: 'Ângela &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; D’Ávila &amp; Filhos',
      'CPF ou CNPJ': '123.456.789-09',
      'Chave Pix': '123.456.789-09 (CPF)',
      Descrição: 'Fatura nº 7 – março',
      Referência: expect.stringMatching(/^receipt-\d+$/) as string,
      'Tarifa, à parte do valor': 'R$ 0,31',
      'Posição no registro': `${at.position.commit}/${at.position.prepare}`,
      Evento: at.id,
    });
    expect(page).toContain('111.444.777-35');
    expect(page).not.toMatch(/<script|(src|href|url)\s*[=(]|Devolu/);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'.*sandbox$/);
    expect(answer.headers['content-disposition']).toBe(`inline; filename="comprovante-${id}.html"`);
    const english = rowsOf(await html(id, '?locale=en'));
    expect(Object.fromEntries(english)).toMatchObject({ Amount: 'BRL 1,234.50', Status: 'Paid' });
  });

  it('tells the time on the clock in São Paulo', async () => {
    const id = completed();
    const { metadata } = books().historian.store.eventsOf(`payout-${id}`).at(-1)!;
    const local = new Date(Date.parse(metadata.occurredAt) - 3 * 3_600_000).toISOString();
    const [day = '', clock = ''] = local.split('T');
    const wanted = `${day.split('-').reverse().join('/')} ${clock.slice(0, 8)} (UTC-03:00)`;
    expect(rowsOf(await html(id)).get('Data e hora (São Paulo)')).toBe(wanted);
  });

  it('is a PDF in which another reader finds the same, with its accents', async () => {
    const id = completed();
    const { pages, title } = await readPdf(await pdf(id));
    expect([pages.length, title]).toEqual([1, 'Comprovante de pagamento Pix']);
    const wanted = [
      ...['Comprovante de pagamento Pix', 'R$ 1.234,50', 'E1234567820260301023000000000001'],
      ...[
        'João Conceição',
        'Loja Açaí',
        'D’Ávila & Filhos',
        '<script>',
        '123.456.789-09',
        'Fatura nº 7 – março',
      ],
      ...['R$ 0,31', `GET /v1/payouts/${id}/proof`, rowsOf(await html(id)).get('Evento')!],
    ];
    const bare = (text: string) => text.replaceAll(/\s/g, '');
    for (const text of wanted) expect(bare(pages[0]!)).toContain(bare(text));
    expect(pages[0]).not.toContain('“?”');
    const print = rowsOf(await html(id)).get('Impressão digital (SHA-256)')!;
    expect(pages[0]!.replaceAll('\n', '')).toContain(print);
  });

  it('says in the PDF where its font lacks a character, and takes a second page where it needs one', async () => {
    const id = completed({}, { ...PAYEE, name: 'Łukasz Nguyễn 陈' });
    expect(rowsOf(await html(id)).get('Nome')).toBe('Łukasz Nguyễn 陈');
    const { pages } = await readPdf(await pdf(id));
    expect(pages[0]).toContain('?ukasz Nguyen ?');
    expect(pages[0]!.replaceAll('\n', ' ')).toContain('“?”');
    for (let part = 1n; part <= 40n; part += 1n) giveBack(id, part);
    const long = await readPdf(await pdf(id));
    expect(long.pages.length).toBeGreaterThan(1);
    expect(long.pages.join('').match(/D1234567820260302023000000000001/g)).toHaveLength(40);
  });

  it('is the same bytes for the same events, however far the books have come', async () => {
    const id = completed();
    const before = [await html(id), await pdf(id)];
    completed();
    expect([await html(id), await pdf(id)]).toEqual(before);
    giveBack(id, 1n);
    expect(await html(id)).not.toBe(before[0]);
  });

  it('says which part came back and when, and has a fingerprint that its reader can make', async () => {
    const id = completed();
    giveBack(id, 3_450n);
    const [done, back] = books().historian.store.eventsOf(`payout-${id}`).slice(-2);
    const rows = rowsOf(await html(id));
    expect(rows.get('Situação')).toBe('Pago, com devolução parcial');
    const [label, cell] = [...rows].find(([head]) => head!.startsWith('Devolvido em'))!;
    expect(label).toMatch(/^Devolvido em \d\d\/\d\d\/2026 \d\d:\d\d:\d\d \(UTC-03:00\)$/);
    expect(cell).toBe('R$ 34,50 (tarifa R$ 0,05), D1234567820260302023000000000001');
    expect(rows.get('Total devolvido')).toBe('R$ 34,50');
    const place = ({ position }: { position: { commit: bigint; prepare: bigint } }) =>
      `${position.commit}/${position.prepare}`;
    expect(rows.get('Posição no registro')).toBe(place(back!));
    const text = [
      ...['holdfast-receipt/v1', id, 'BRL 123450 31', 'E1234567820260301023000000000001'],
      ...[rows.get('Referência')!, `completed ${done!.id} ${place(done!)}`],
      `returned 3450 5 D1234567820260302023000000000001 ${back!.id} ${place(back!)}`,
    ];
    const hash = createHash('sha256')
      .update(`${text.join('\n')}\n`)
      .digest('hex');
    expect(rows.get('Impressão digital (SHA-256)')).toBe(hash);
    giveBack(id, 120_000n);
    expect(rowsOf(await html(id)).get('Situação')).toBe('Pago, com devolução total');
  });

  it('is refused while there is evidence against the payment on which people have not decided', async () => {
    const id = completed();
    const contradict = () =>
      append('PayoutOutcomeContradicted', id, {
        ...{ stands: 'COMPLETED', claimed: 'FAILED', detail: 'late', evidence: EVIDENCE },
      });
    contradict();
    await get(id).expect(409);
    const caseId = derivedId('case of', id);
    const onCase = (type: string, data: object) =>
      books().historian.append(`case-${caseId}`, { type, data: { caseId, ...data } });
    const cause = { eventId: caseId, streamId: `payout-${id}` };
    const openedAt = '2026-03-01T02:00:00.000Z';
    onCase('CaseOpened', { kind: 'OUTCOME_CONTRADICTED', payoutId: id, cause, detail: 'late', openedAt });
    const { body } = await get(id, '?format=pdf').expect(409);
    expect(body).toMatchObject({
      code: 'PAYOUT_NOT_CONFIRMED',
      detail: expect.stringContaining('evidence') as string,
    });
    onCase('CaseResolved', { resolution: 'DISMISS', resolvedAt: openedAt });
    await get(id).expect(200);
    // The same claim again has the same case; another claim has another one, and may not have it yet.
    contradict();
    await get(id).expect(200);
    append('PayoutOutcomeContradicted', id, {
      ...{ stands: 'COMPLETED', claimed: 'ACCEPTED', detail: 'again', evidence: EVIDENCE },
    });
    await get(id).expect(409);
  });

  it('of a simulated provider says that no money moved', async () => {
    const id = completed({ mode: 'sandbox' });
    expect(await html(id)).toContain('TESTE: um provedor simulado respondeu');
    const { pages } = await readPdf(await pdf(id, '&locale=en'));
    expect(pages[0]).toContain('TEST: a simulated provider answered');
  });

  it('names people in full to personal:read alone, and each one is recorded', async () => {
    const tools = { store: books().historian.store, clock: systemClock, random: systemRandom };
    const made = await createApiKey(tools, 'receipts', ['payouts:read'], { kind: 'service' });
    if (!made.ok) throw new Error(made.refusal);
    const id = completed();
    await until(async () => (await get(id, '', made.value.key)).status !== 401);
    for (const page of [await html(id, '', made.value.key), await html(id, '?people=masked')]) {
      expect(page).not.toMatch(/Maria|Ângela|Conceição|12345678909|123\.456|111\.444/);
      expect(rowsOf(page).get('CPF ou CNPJ')).toBe('***.456.789-**');
      expect(page).toContain('***.444.777-**');
      expect(rowsOf(page).get('Titular')).toBe('Jo*** C***');
    }
    const recorded = books()
      .historian.store.eventsOf(securityStream(dayOf(new Date())))
      .map(({ body }) => (body as SecurityEventRecorded).data)
      .filter(({ kind, route }) => kind === 'EXPORTED' && route === 'GET /v1/payouts/:id/receipt')
      .filter(({ subjects }) => subjects.includes(id));
    expect(new Set(recorded.map(({ reason }) => reason))).toEqual(new Set(['PERSONAL_DATA', null]));
  });
}
