import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { addReconcile } from '../../src/command-line/reconcile/reconcile';
import { derivedId } from '../../src/shared/ids';
import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';
import type { EventsView } from '../support/views';

const holdfast = serviceOfThisFile(() => ({ env: { CONNECTPSP_FEE_SCHEDULE: '0.50' } }));

beforeAll(() => holdfast().api.fund('merchant-1', '1000.00'));

const HEADER = 'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date';
const DAY_MS = 86_400_000;
const from = new Date(Date.now() - DAY_MS).toISOString();
const to = new Date(Date.now() + DAY_MS).toISOString();
/** The day in Brazil of what this file books now. */
const today = () => new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 10);

interface Import {
  id: string;
  state: string;
  reconciliationId: string | null;
  lines: number | null;
  problem: { code: string; errors?: { field: string }[] } | null;
}
interface Sent {
  id: string;
  state?: string;
  code?: string;
  matched?: number;
  breaks?: number;
  errors?: { field: string }[];
}

async function send(body: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const parameters = new URLSearchParams({ provider: 'connectpsp', from, to, ...query });
  const answer = await fetch(`${holdfast().service.url}/v1/reconciliations?${parameters.toString()}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv', Authorization: `Bearer ${ADMIN_KEY}`, ...headers },
    body,
  });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    body: (await answer.json()) as Sent,
  };
}

const shown = async (id: string) =>
  (await holdfast().api.get<EventsView & { import: Import | null }>(`/v1/reconciliations/${id}`)).body;
const ended = (id: string) =>
  eventually('the import ends', async () => {
    const { import: found } = await shown(id);
    return found && found.state !== 'RUNNING' ? found : undefined;
  });
const kept = async () => readdir(join(holdfast().dataDir, 'imports'));
const cases = async () =>
  (await holdfast().api.get<{ items: unknown[] }>('/v1/cases?kind=RECONCILIATION_BREAK')).body.items.length;

describe('an import of a statement', () => {
  it('is answered with 202 where the client prefers so, shows its end, and keeps no file', async () => {
    const paid = await holdfast().payOut(payoutBody('merchant-1', 'first', '50.00'));
    const text = `${HEADER}\nPAYOUT,COMPLETED,,first,${paid.endToEndId},50.00,0.50,\n`;
    const begun = await send(text, {}, { Prefer: 'respond-async' });
    expect([begun.status, begun.body.state, begun.location]).toEqual([
      202,
      'RUNNING',
      `/v1/reconciliations/${begun.body.id}`,
    ]);
    const end = await ended(begun.body.id);
    expect(end).toMatchObject({ state: 'COMPLETED', problem: null });
    const { items } = await shown(begun.body.id);
    expect(items.map(({ type }) => type)).toEqual([
      'StatementImported',
      'StatementLinesMatched',
      'StatementReconciled',
    ]);
    const again = await send(text);
    expect([again.status, again.body]).toMatchObject([
      200,
      { id: end.reconciliationId, matched: 1, breaks: 0 },
    ]);
    expect((await kept()).filter(name => !name.endsWith('.json'))).toEqual([]);
  });

  it('of more than 1 MB is answered with 202, and a refusal is shown with its lines', async () => {
    const text = [
      HEADER,
      ...Array.from({ length: 20_000 }, (_, index) => `PAYOUT,COMPLETED,P${index},R${index},,x,,`),
    ];
    const begun = await send(`${text.join('\n')}${' '.repeat(1024 * 1024)}`);
    expect(begun.status).toBe(202);
    const { state, problem } = await ended(begun.body.id);
    expect([state, problem?.code, problem?.errors?.length]).toEqual(['REFUSED', 'VALIDATION_FAILED', 20]);
    expect(problem?.errors?.[0]?.field).toBe('line 1');
  });

  it('that is not its period’s is refused whole, and imported when a person says why', async () => {
    const before = await cases();
    const lines = Array.from({ length: 101 }, (_, index) => `PAYOUT,COMPLETED,,other-${index},,1.00,,`);
    const text = [HEADER, ...lines].join('\n');
    const refused = await send(text);
    expect([refused.status, refused.body.code]).toEqual([422, 'STATEMENT_NOT_OF_PERIOD']);
    expect(await cases()).toBe(before);
    const accepted = await send(text, { acceptBecause: 'the provider renamed its references' });
    expect([accepted.status, accepted.body.breaks]).toEqual([200, 102]);
    const { items } = await shown(accepted.body.id);
    expect(items[0]?.data).toMatchObject({ acceptedBecause: 'the provider renamed its references' });
  });

  it('under one key is one import, and another file under it is refused', async () => {
    const key = { 'Idempotency-Key': 'statement-1' };
    const first = await send(`${HEADER}\nPAYOUT,FAILED,,none-1,,1.00,,`, {}, key);
    expect(first.status).toBe(200);
    expect(await send(`${HEADER}\nPAYOUT,FAILED,,none-1,,1.00,,`, {}, key)).toEqual(first);
    const other = await send(`${HEADER}\nPAYOUT,FAILED,,none-2,,1.00,,`, {}, key);
    expect([other.status, other.body.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('that comes several times at once is one import, and each request has its result', async () => {
    const text = `${HEADER}\nPAYOUT,FAILED,P9,nowhere-at-once,,5.00,,\n`;
    const old = { from: '2020-03-01T00:00:00Z', to: '2020-04-01T00:00:00Z' };
    const sent = await Promise.all(
      Array.from({ length: 6 }, () => send(text, old, { 'Idempotency-Key': 'at-once' })),
    );
    expect(sent.map(({ status, body: { code } }) => [status, code])).toEqual(
      sent.map(() => [200, undefined]),
    );
    expect(new Set(sent.map(({ body }) => body.id)).size).toBe(1);
    const { import: found } = await shown(derivedId('statement-import-key', 'admin', 'at-once'));
    expect(found).toMatchObject({ state: 'COMPLETED', problem: null });
  });

  it('of other columns is read by a mapping, and a line without a name says how it was matched', async () => {
    const mapping = {
      provider: 'connectpsp',
      columns: { date: 'Data', amount: 'Valor', description: 'Descrição' },
      decimal: ',',
      dates: 'YEAR_FIRST',
    };
    const put = async (body: object) => {
      const answer = await fetch(`${holdfast().service.url}/v1/statement-mappings/bank`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_KEY}` },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as { version: number } };
    };
    expect((await put(mapping)).body.version).toBe(1);
    expect((await put(mapping)).body.version).toBe(1);
    expect((await put({ ...mapping, dates: 'DAY_FIRST' })).body.version).toBe(2);
    expect((await put(mapping)).body.version).toBe(3);
    const wrong = await put({ ...mapping, columns: { date: 'Data' } });
    expect(wrong.status).toBe(400);
    const paid = await holdfast().payOut(payoutBody('merchant-1', 'nameless', '77.77'));
    const text = `Conta;1\n\nData;Valor;Descrição\n${today()};-77,77;Pix\nTotal;-77,77;\n`;
    const result = await send(text, { mapping: 'bank' });
    expect(result.status).toBe(200);
    const { items } = await shown(result.body.id);
    expect(items[0]?.data).toMatchObject({ format: 'csv', mapping: { name: 'bank', version: 3 } });
    const matched = items.find(({ type }) => type === 'StatementLinesMatched');
    expect(matched?.data).toMatchObject({
      lines: [{ payoutId: paid.id, matchedBy: 'AMOUNT_AND_DAY', line: { line: 4 } }],
    });
    const unknown = await send(text, { mapping: 'none' });
    expect([unknown.status, unknown.body.errors?.map(({ field }) => field)]).toEqual([400, ['mapping']]);
  });

  it('goes on after the process was stopped in the middle', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `PAYOUT,FAILED,,gone-${index},,1.00,,`);
    const begun = await send([HEADER, ...lines].join('\n'), {}, { Prefer: 'respond-async' });
    expect(begun.status).toBe(202);
    await holdfast().restart();
    expect(await ended(begun.body.id)).toMatchObject({ state: 'COMPLETED', problem: null });
  });
});

describe('holdfast reconcile', () => {
  /** The command as a person types it: what it prints, and its exit code. */
  async function typed(text: string, ...more: string[]) {
    const file = join(holdfast().dataDir, 'typed.csv');
    await writeFile(file, text);
    const printed: string[] = [];
    const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
    const holdfastCommand = new Command();
    addReconcile(holdfastCommand);
    const period = ['--from', '2020-01-01T00:00:00Z', '--to', '2020-02-01T00:00:00Z'];
    const options = ['--provider', 'connectpsp', ...period, '--url', holdfast().service.url];
    process.env['HOLDFAST_KEY'] = ADMIN_KEY;
    try {
      await holdfastCommand.parseAsync(['node', 'holdfast', 'reconcile', file, ...options, ...more]);
      return { printed, code: process.exitCode ?? 0 };
    } finally {
      log.mockRestore();
      delete process.env['HOLDFAST_KEY'];
      process.exitCode = 0;
    }
  }

  it('ends with 0 where there is no break', async () => {
    const done = await typed(`${HEADER}\nPAYOUT,FAILED,P1,nowhere,,5.00,,\n`);
    expect(done.code).toBe(0);
    expect(done.printed).toEqual([
      expect.stringMatching(/^reconciliation [0-9a-f-]{36}$/),
      '0 lines agree, 1 moved nothing, 0 breaks',
    ]);
  });

  it('ends with 1 where there are breaks, and prints JSON for a program', async () => {
    const done = await typed(`${HEADER}\nPAYOUT,COMPLETED,P2,nowhere,,7.00,0.50,\n`, '--json');
    expect(done.code).toBe(1);
    expect(JSON.parse(done.printed[0]!)).toMatchObject({ result: { matched: 0, breaks: 1 } });
  });

  it('ends with 2 where the service is not reached: no program takes that for breaks', async () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const done = await typed(`${HEADER}\n`, '--url', 'http://127.0.0.1:9');
    const [[message]] = said.mock.calls as [[string]];
    said.mockRestore();
    expect([done.code, done.printed]).toEqual([2, []]);
    expect(message).toBe('The service at http://127.0.0.1:9 does not answer');
  });

  it('ends with 2 and names each line of a file that is refused', async () => {
    const done = await typed(`${HEADER}\nPAYOUT,COMPLETED,P,R,,x,,\n`);
    expect(done.code).toBe(2);
    expect(done.printed[0]).toContain('typed.csv: line 1: amount');
    expect(done.printed.at(-1)).toMatch(/^VALIDATION_FAILED: /);
  });
});
