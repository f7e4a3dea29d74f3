import { PROVIDER_NAMES } from '../../src/providers/provider-names';
import { BUDGET, CATCH_UP, MOST_SUBSCRIPTIONS } from './budget';
import { callsIn, exceeded, figuresOf } from './figures';
import { MeasuredService, type Traffic } from './measured-service';

const LONE = 3;
const TOGETHER = 60;
const ACCOUNT = 'merchant-1';
/** Set to see the figures of a run that is within its budget. */
const IS_PRINTED = process.env['PRINT_BUDGET'] === '1';

let measured: MeasuredService;
beforeAll(async () => {
  measured = await MeasuredService.start();
  await measured.fund(ACCOUNT);
  // The first payout of a process asks the provider for a token.
  for (const provider of PROVIDER_NAMES)
    await measured.measure(1, () => measured.payOut(provider, ACCOUNT, `first at ${provider}`));
});
// Also after a test that has failed, the next one counts only its own.
beforeEach(() => measured.rest());
afterAll(() => measured.stop());

function report(what: string, traffic: Traffic, payouts: number): void {
  if (IS_PRINTED) console.log(what, figuresOf(traffic, payouts), callsIn(traffic, payouts));
}

describe.each(PROVIDER_NAMES)('a payout at %s', provider => {
  it('is within the budget when it is alone', async () => {
    for (let index = 0; index < LONE; index += 1) {
      const traffic = await measured.measure(1, () =>
        measured.payOut(provider, ACCOUNT, `${provider} ${index}`),
      );
      report(`${provider}, alone`, traffic, 1);
      expect(exceeded(BUDGET[provider]!.lone, traffic, 1)).toEqual([]);
    }
  });

  it(`is within the budget among ${TOGETHER} at once`, async () => {
    const references = Array.from({ length: TOGETHER }, (_, index) => `${provider} together ${index}`);
    const traffic = await measured.measure(TOGETHER, () =>
      Promise.all(references.map(reference => measured.payOut(provider, ACCOUNT, reference))),
    );
    report(`${provider}, ${TOGETHER} at once`, traffic, TOGETHER);
    expect(exceeded(BUDGET[provider]!.together, traffic, TOGETHER)).toEqual([]);
  });
});

it('the read models are written within the budget where events wait for them', async () => {
  const traffic = await measured.measureCatchUp();
  const payouts = PROVIDER_NAMES.length * (1 + LONE + TOGETHER);
  report('catch-up', traffic, payouts);
  expect(exceeded(CATCH_UP, traffic, payouts)).toEqual([]);
});

it('the process follows the event store through no more subscriptions than the budget allows', () => {
  expect(measured.subscriptions.length).toBeLessThanOrEqual(MOST_SUBSCRIPTIONS);
});
