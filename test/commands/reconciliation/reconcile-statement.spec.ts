import fc from 'fast-check';
import { CaseRepository } from '../../../src/commands/cases/case-repository';
import type { BookedMovements } from '../../../src/commands/reconciliation/booked-movements';
import {
  ReconcileStatement,
  ReconcileStatementHandler,
  type Reconciliation,
} from '../../../src/commands/reconciliation/reconcile-statement';
import type { BookedMovement } from '../../../src/domain/reconciliation/match-statement';
import type { AppendResult, ExpectedRevision, NewEvent } from '../../../src/event-store/event-store';
import { readStatement } from '../../../src/providers/statements/read-statement';
import { newEvents } from '../../../src/event-store/new-events';
import { reconciliationStream } from '../../../src/event-store/stream-names';
import { Fault } from '../../../src/shared/fault';
import { derivedId, fingerprint } from '../../../src/shared/ids';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

const FILE = [
  'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date',
  'PAYOUT,COMPLETED,P1,R1,E1,50.00,0.01,',
  'PAYOUT,COMPLETED,P2,R2,E2,60.00,0.01,',
  'PAYOUT,COMPLETED,P9,R9,E9,70.00,0.01,',
].join('\n');

const booked = (index: number, amountMinor: bigint): BookedMovement => ({
  kind: 'PAYOUT',
  payoutId: `00000000-0000-4000-8000-00000000000${index}`,
  status: 'COMPLETED',
  providerId: `P${index}`,
  externalReference: `R${index}`,
  endToEndId: `E${index}`,
  amountMinor,
  feeAmountMinor: 1n,
  bookedAt: '2026-03-10T15:00:00.000Z',
});

/** P1 agrees, P2 differs, P3 is not on the statement, and P9 is not in the books. */
const BOOKS = [booked(1, 5000n), booked(2, 6001n), booked(3, 100n)];

const LIMITS = { maxUnknownLines: 3, maxBreakPercent: 50 };

/** A store that ends every append from the nth on, before or after it took effect. */
class FailingStore extends InMemoryEventStore {
  appendsLeft = Infinity;
  lostAnswer = false;

  override append(
    streamId: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    this.appendsLeft -= 1;
    if (this.appendsLeft >= 0) return super.append(streamId, expected, events);
    if (this.lostAnswer) this.appendNow(streamId, expected, events);
    return Promise.reject(new Fault('event store', 'away'));
  }
}

function world(books: readonly BookedMovement[] = BOOKS) {
  const clock = new ManualClock();
  const store = new FailingStore(clock);
  const cases = new CaseRepository({ store, clock, announce: () => undefined });
  let movements = books;
  const find = () => Promise.resolve([...movements]);
  const booked = { find } as Pick<BookedMovements, 'find'> as BookedMovements;
  let isBehind = false;
  const currentBooks = { waitUntilCurrent: () => Promise.resolve(!isBehind) };
  const statements = { read: readStatement };
  const handler = () =>
    new ReconcileStatementHandler(store, cases, statements, booked, currentBooks, LIMITS, clock);
  const file = (text: string) => ({
    provider: 'connectpsp' as const,
    format: 'csv' as const,
    bytes: Buffer.from(text),
    from: new Date('2026-03-10T03:00:00Z'),
    to: new Date('2026-03-11T03:00:00Z'),
  });
  const reconcile = (text = FILE, acceptedBecause?: string) =>
    handler().execute(
      new ReconcileStatement('accounting', { ...file(text), ...(acceptedBecause && { acceptedBecause }) }),
    );
  const typesIn = (prefix: string) =>
    store.log.filter(({ streamId }) => streamId.startsWith(prefix)).map(({ body }) => body.type);
  const setBooks = (other: BookedMovement[]) => (movements = other);
  const setBehind = (behind: boolean) => (isBehind = behind);
  return { store, clock, reconcile, typesIn, setBooks, setBehind };
}

const answerOf = (result: Awaited<ReturnType<ReturnType<typeof world>['reconcile']>>): Reconciliation => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value.body;
};

describe('Reconciling a statement', () => {
  it('records what agrees and what does not, and opens a case for every break', async () => {
    const { store, reconcile, typesIn } = world();
    expect(answerOf(await reconcile())).toMatchObject({ matched: 1, nothingMoved: 0, breaks: 3 });
    expect(typesIn('reconciliation-')).toEqual([
      'StatementImported',
      'StatementLinesMatched',
      'ReconciliationBreakFound',
      'ReconciliationBreakFound',
      'ReconciliationBreakFound',
      'StatementReconciled',
    ]);
    const breaks = store.log.filter(({ body }) => body.type === 'ReconciliationBreakFound');
    const opened = store.log.filter(({ body }) => body.type === 'CaseOpened');
    expect(opened.map(({ body }) => body.data)).toEqual(
      breaks.map(({ id, streamId, body }) =>
        expect.objectContaining({
          kind: 'RECONCILIATION_BREAK',
          cause: { eventId: id, streamId },
          payoutId: (body.data as { payoutId: string | null }).payoutId,
        }),
      ),
    );
  });

  it('finishes in two processes at once with one result, and records every line and break once', async () => {
    const { reconcile, typesIn } = world();
    const [first, second] = await Promise.all([reconcile(), reconcile()]);
    expect(answerOf(second)).toEqual(answerOf(first));
    expect(typesIn('reconciliation-')).toEqual([
      'StatementImported',
      'StatementLinesMatched',
      'ReconciliationBreakFound',
      'ReconciliationBreakFound',
      'ReconciliationBreakFound',
      'StatementReconciled',
    ]);
    expect(typesIn('case-')).toEqual(['CaseOpened', 'CaseOpened', 'CaseOpened']);
  });

  it('writes nothing while the books are behind, and answers what it has answered before all the same', async () => {
    const { store, reconcile, setBehind } = world();
    setBehind(true);
    expect(await reconcile()).toEqual({ ok: false, refusal: 'PROJECTION_BEHIND' });
    expect(store.log).toEqual([]);
    setBehind(false);
    const first = answerOf(await reconcile());
    setBehind(true);
    expect(answerOf(await reconcile())).toEqual(first);
  });

  it('changes nothing when it is run again, also after the books have moved on', async () => {
    const { store, clock, reconcile, setBooks } = world();
    const first = answerOf(await reconcile());
    const events = [...store.log];
    clock.advance(86_400_000);
    setBooks([]);
    expect(answerOf(await reconcile())).toEqual(first);
    expect(store.log).toEqual(events);
  });

  it('goes on after a crash at any append, however the books moved meanwhile, and says nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 9 }),
        fc.boolean(),
        fc.constantFrom(BOOKS, [], [booked(1, 1n), booked(2, 6000n), booked(9, 7000n)]),
        async (appends, lostAnswer, later) => {
          const { store, reconcile, setBooks, typesIn } = world();
          store.appendsLeft = appends;
          store.lostAnswer = lostAnswer;
          await reconcile().catch((error: unknown) => expect(error).toBeInstanceOf(Fault));
          store.appendsLeft = Infinity;
          setBooks([...later]);
          const answer = answerOf(await reconcile());
          const types = typesIn('reconciliation-');
          const count = (type: string) => types.filter(each => each === type).length;
          expect([count('StatementImported'), count('StatementReconciled')]).toEqual([1, 1]);
          expect(count('ReconciliationBreakFound')).toBe(answer.breaks);
          expect(typesIn('case-')).toHaveLength(answer.breaks);
          expect(placesOf(store)).toEqual([1, 2, 3]);
        },
      ),
      { numRuns: 60 },
    );
  });

  const OTHER_PERIOD = [
    FILE,
    ...[11, 12, 13].map(each => `PAYOUT,COMPLETED,P${each},R${each},E${each},1.00,,`),
  ].join('\n');

  it('refuses a file with too many unknown lines whole, unless a person says why it is right', async () => {
    const { store, reconcile, typesIn } = world();
    expect(await reconcile(OTHER_PERIOD)).toEqual({
      ok: false,
      refusal: {
        code: 'STATEMENT_NOT_OF_PERIOD',
        message: expect.stringContaining('4 lines are unknown here (3 are'),
      },
    });
    expect(store.log).toEqual([]);
    expect(answerOf(await reconcile(OTHER_PERIOD, 'the provider moved a day'))).toMatchObject({ breaks: 6 });
    const imported = store.log.find(({ body }) => body.type === 'StatementImported');
    expect(imported?.body.data).toMatchObject({ acceptedBecause: 'the provider moved a day' });
    expect(typesIn('case-')).toHaveLength(6);
    // It was accepted: the same file again changes nothing, and needs no reason.
    expect(answerOf(await reconcile(OTHER_PERIOD))).toMatchObject({ breaks: 6 });
  });

  it('refuses a file of which most does not agree, and takes a small one', async () => {
    const books = Array.from({ length: 12 }, (_, index) => ({
      ...BOOKS[0]!,
      payoutId: `p${index}`,
      endToEndId: `E${index + 20}`,
      providerId: null,
      externalReference: null,
    }));
    const { store, reconcile } = world(books);
    const header = FILE.split('\n')[0]!;
    const lines = (count: number) =>
      [
        header,
        ...Array.from({ length: count }, (_, index) => `PAYOUT,COMPLETED,,,E${index + 20},50.00,0.01,`),
      ].join('\n');
    expect(await reconcile(lines(2))).toMatchObject({
      ok: false,
      refusal: { code: 'STATEMENT_NOT_OF_PERIOD' },
    });
    expect(store.log).toEqual([]);
    // Nine breaks are few enough to be looked at.
    expect(answerOf(await reconcile(lines(3)))).toMatchObject({ matched: 3, breaks: 9 });
  });

  it('goes on with an accepted file after a crash, also when the books have moved away from it', async () => {
    const { store, reconcile, setBooks } = world();
    store.appendsLeft = 2;
    await expect(reconcile()).rejects.toThrow();
    store.appendsLeft = Infinity;
    setBooks([]);
    const many = await reconcile();
    expect(many.ok).toBe(true);
  });

  it('writes nothing for a file that cannot be read', async () => {
    const { store, reconcile } = world();
    expect(await reconcile('type,status\n1,2')).toEqual({
      ok: false,
      refusal: [{ line: 1, message: expect.stringContaining('the header lacks') }],
    });
    expect(store.log).toEqual([]);
  });

  it.each([
    ['line ends of another system', FILE.replaceAll('\n', '\r\n')],
    ['line ends of an old system', FILE.replaceAll('\n', '\r')],
    ['line ends of two systems', FILE.replace('\n', '\r\n')],
    ['an end of its last line', `${FILE}\n`],
    ['empty lines', `${FILE.replaceAll('\n', '\n\n')}\n\n`],
    ['a byte order mark', `\ufeff${FILE}`],
    ['semicolons', FILE.replaceAll(',', ';')],
    ['spaces and quotes', FILE.replaceAll('P1,R1', ' "P1" , R1 ')],
  ])('takes the same statement with %s for the same', async (_name, text) => {
    const { store, reconcile } = world();
    const first = answerOf(await reconcile());
    const events = [...store.log];
    expect(answerOf(await reconcile(text))).toEqual(first);
    expect(store.log).toEqual(events);
  });

  it('takes the same lines with another figure for another statement', async () => {
    const { reconcile } = world();
    const first = answerOf(await reconcile());
    expect(answerOf(await reconcile(FILE.replace('70.00', '70.01'))).statementId).not.toBe(first.statementId);
  });

  it('goes on with what was imported while the text of a file was its name', async () => {
    const { store, reconcile } = world();
    const period = ['2026-03-10T03:00:00.000Z', '2026-03-11T03:00:00.000Z'] as const;
    const fileHash = fingerprint(FILE);
    const statementId = derivedId('statement', 'connectpsp', ...period, fileHash);
    const imported = { statementId, provider: 'connectpsp', from: period[0], to: period[1], fileHash };
    const data = { ...imported, lineCount: 3, importedBy: 'accounting', importedAt: period[1] } as const;
    const cause = { causationId: statementId, correlationId: statementId, actor: 'client:accounting' };
    const stream = reconciliationStream(statementId);
    const events = newEvents(stream, [{ type: 'StatementImported', data }], cause, new Date(), '-1');
    await store.append(stream, 'no_stream', events);
    expect(answerOf(await reconcile())).toMatchObject({ statementId, matched: 1, breaks: 3 });
    expect(answerOf(await reconcile())).toMatchObject({ statementId, matched: 1, breaks: 3 });
    expect(store.log.filter(({ body }) => body.type === 'StatementImported')).toHaveLength(1);
  });

  it('takes an unfinished line of one statement and its end on the next for one payment', async () => {
    const underWay: BookedMovement = { ...booked(1, 5000n), status: 'UNDER_WAY', bookedAt: null };
    const { store, reconcile, setBooks } = world([underWay]);
    const [header = '', line = ''] = FILE.split('\n');
    const unfinished = [header, line.replace('COMPLETED', 'PENDING')].join('\n');
    expect(answerOf(await reconcile(unfinished))).toMatchObject({ matched: 0, nothingMoved: 1, breaks: 0 });
    setBooks([booked(1, 5000n)]);
    const ended = answerOf(await reconcile([header, line].join('\n')));
    expect(ended).toMatchObject({ matched: 1, nothingMoved: 0, breaks: 0 });
    expect(store.log.filter(({ body }) => body.type === 'CaseOpened')).toEqual([]);
  });

  it('opens a case for what is unfinished there and ended here', async () => {
    const { store, reconcile } = world([booked(1, 5000n)]);
    const [header = '', line = ''] = FILE.split('\n');
    expect(
      answerOf(await reconcile([header, line.replace('COMPLETED', 'PENDING')].join('\n'))),
    ).toMatchObject({
      matched: 0,
      nothingMoved: 0,
      breaks: 1,
    });
    const [opened] = store.log.filter(({ body }) => body.type === 'CaseOpened');
    expect(opened?.body.data).toMatchObject({
      detail: 'UNFINISHED_THERE: status is PENDING there and COMPLETED here',
    });
  });

  it('takes another file for another statement', async () => {
    const { reconcile, typesIn } = world();
    const first = answerOf(await reconcile());
    const second = answerOf(await reconcile(`${FILE}\nRETURN,COMPLETED,,,D1,1.00,,`));
    expect(second.statementId).not.toBe(first.statementId);
    expect(typesIn('case-')).toHaveLength(first.breaks + second.breaks);
  });
});

/** Every line has exactly one place: matched, or a break. */
function placesOf(store: InMemoryEventStore): number[] {
  const lines = store.log.flatMap(({ body }) => {
    if (body.type === 'StatementLinesMatched')
      return (body.data as { lines: { line: { line: number } }[] }).lines.map(({ line }) => line.line);
    if (body.type !== 'ReconciliationBreakFound') return [];
    const { line } = body.data as { line: { line: number } | null };
    return line ? [line.line] : [];
  });
  return lines.sort((left, right) => left - right);
}
