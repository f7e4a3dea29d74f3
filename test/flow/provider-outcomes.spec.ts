import { eventually } from '../support/eventually';
import { Evidence, orderAt, type CaseView, type ProviderName } from '../support/evidence';
import { serviceOfThisFile } from '../support/service';

const holdfast = serviceOfThisFile(() => ({
  // Notifications come before the regular poll: the rows say what a notification leads to.
  env: { CONNECTPSP_FEE_SCHEDULE: '0.50', NTXPAY_FEE_SCHEDULE: '0.01', SWEEP_INTERVAL_MS: '1500' },
}));
const evidence = new Evidence(holdfast);

beforeAll(() => holdfast().api.fund('merchant-1', '10000.00'));

/** What stands once nothing is under way any more. */
interface Stands {
  /** What each delivery of the provider was answered, in order. */
  readonly answered: readonly number[];
  readonly status: string;
  readonly feeAmount: string | null;
  readonly entries: readonly string[];
  /** The kind and the reason of each case. */
  readonly cases: readonly string[];
}

const CAPTURED = ['FundsHeld', 'HoldCaptured'];
const RELEASED = ['FundsHeld', 'HoldReleased'];
const FEES = { connectpsp: '0.50', ntxpay: '0.01' };

/** Paid once and booked once, without a case, unless the row says otherwise. */
const paid = (provider: ProviderName, differs: Partial<Stands> = {}): Stands => ({
  answered: [200],
  status: 'COMPLETED',
  feeAmount: FEES[provider],
  entries: CAPTURED,
  cases: [],
  ...differs,
});

/** Not applied, and in front of a person; the provider's own answer decides in its place. */
const quarantined = (reason: string): Partial<Stands> => ({ cases: [`NOTIFICATION_QUARANTINED ${reason}`] });
const returned = (status: string, times: number): Partial<Stands> => ({
  answered: [200, 200, 200],
  status,
  entries: [...CAPTURED, ...Array<string>(times).fill('FundsReturned')],
});

type Row = readonly [scenario: string, connectpsp: Partial<Stands> | null, ntxpay: Partial<Stands> | null];

/** What differs from a payment told once; null: the provider tells nothing of the kind. */
const ROWS: readonly Row[] = [
  ['hook-before-response', {}, {}],
  ['duplicate-hooks:4', { answered: [200, 200, 200, 200] }, { answered: [200, 200, 200, 200] }],
  [
    'reorder',
    // ConnectPSP documents no return of a part: people accept each, or nobody does. An answer may have shown it as well.
    {
      answered: [200, 200, 200],
      cases: expect.arrayContaining(['NOTIFICATION_QUARANTINED AMOUNT_DIFFERS']) as string[],
    },
    returned('PARTIALLY_RETURNED', 2),
  ],
  [
    'fail-after-confirm',
    { answered: [200, 200], cases: ['OUTCOME_CONTRADICTED COMPLETED stands, FAILED is claimed'] },
    // Told at once, it may be asked about before the payment is applied, or contradict it afterwards.
    {
      answered: [200, 200],
      cases: [
        expect.stringMatching(
          /^(OUTCOME_CONTRADICTED COMPLETED stands, FAILED is claimed|NOTIFICATION_QUARANTINED CONTRADICTED_BY_PROVIDER)$/,
        ) as string,
      ],
    },
  ],
  [
    'confirm-after-fail',
    {
      answered: [200, 200],
      status: 'FAILED',
      feeAmount: null,
      entries: RELEASED,
      cases: ['OUTCOME_CONTRADICTED FAILED stands, COMPLETED is claimed'],
    },
    // A shared secret proves no failure: the provider is asked, and says that it paid.
    { answered: [200, 200], ...quarantined('CONTRADICTED_BY_PROVIDER') },
  ],
  // At NTX Pay the answer's amount is booked, and what was told is before a person.
  [
    'wrong-amount',
    quarantined('AMOUNT_DIFFERS'),
    { cases: ['NOTIFICATION_QUARANTINED CONTRADICTED_BY_PROVIDER'] },
  ],
  [
    'wrong-fee',
    null,
    { feeAmount: '0.06', cases: ['FEE_ABOVE_HOLD charged 3000 + 6, held 3001 BRL minor units'] },
  ],
  [
    'wrong-final',
    null,
    quarantined(
      'CashOut CONFIRMED: amounts do not add up: originalAmount 30.00, feeAmount 0.01, finalAmount 30.02',
    ),
  ],
  ['null-external-id', {}, {}],
  ['unknown-external-id', quarantined('REFERENCE_DIFFERS'), quarantined('REFERENCE_DIFFERS')],
  [
    'unknown-status',
    quarantined('CASHOUT_COMPLETED with status "ON_HOLD"'),
    quarantined('CashOut with status "ON_HOLD" is not understood'),
  ],
  [
    'unknown-event',
    quarantined('event type "CASHOUT_REVIEWED" is not understood'),
    quarantined('event "CashOutReviewed" is not understood'),
  ],
  ['oversized-hook', { answered: [413] }, { answered: [413] }],
  ['bad-signature', { answered: [401] }, { answered: [401] }],
  ['stale-replay', returned('RETURNED', 1), returned('RETURNED', 1)],
];

const EACH = ROWS.flatMap(([scenario, connectpsp, ntxpay]) => [
  ...(connectpsp ? [['connectpsp', scenario, connectpsp] as const] : []),
  ...(ntxpay ? [['ntxpay', scenario, ntxpay] as const] : []),
]);

describe('what a provider tells', () => {
  it.each(EACH)('at %s: %s', async (provider, scenario, differs) => {
    const reference = `${provider}-${scenario}`;
    const wanted = paid(provider, differs);
    const id = await evidence.ask(orderAt(provider, reference, '30.00', scenario));
    const answered = () => evidence.delivered(provider, reference).map(({ status }) => status);
    await eventually('all is delivered', () => answered().length >= wanted.answered.length);
    await evidence.reaches(id, wanted.status);
    // Whatever would still come of it has come, and is in every read model.
    expect(await holdfast().violations()).toEqual([]);
    const { status, feeAmount } = await evidence.payout(id);
    const entries = await evidence.entries(id);
    // What a notification and an answer contradict alike is told once here.
    const cases = [...new Set((await evidence.cases(id)).map(wordsOf))];
    expect({ answered: answered(), status, feeAmount, entries, cases }).toEqual(wanted);
  });
});

/** A contradiction's own words name ids that are drawn. */
const wordsOf = ({ kind, detail }: CaseView): string =>
  `${kind} ${kind === 'OUTCOME_CONTRADICTED' ? detail.split(':')[0] : detail}`;
