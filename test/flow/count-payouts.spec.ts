import { payoutBody } from '../support/api-client';
import { serviceOfThisFile } from '../support/service';
import { eventually } from '../support/eventually';

const holdfast = serviceOfThisFile();

beforeAll(() => holdfast().api.fund('merchant-1', '1000.00'));

async function metrics(): Promise<string> {
  return (await fetch(`${holdfast().service.url}/metrics`)).text();
}

/** The value of a line of the figures; 0 where there is no such line. */
async function valueOf(name: string, labels = ''): Promise<number> {
  const line = (await metrics()).split('\n').find(each => each.startsWith(`${name}${labels} `));
  return line === undefined ? 0 : Number(line.slice(line.lastIndexOf(' ')));
}

describe('the figures of a service that pays', () => {
  it('count each payout, its outcome and its time once', async () => {
    await holdfast().payOut(payoutBody('merchant-1', 'counted-1', '10.00'));
    await holdfast().payOut(payoutBody('merchant-1', 'counted-2', '20.00'));
    const rejected = await holdfast().api.requestPayout(payoutBody('merchant-1', 'counted-3', '99999.00'));
    expect(rejected.status).toBe(422);
    await eventually('the figures are read anew', async () => {
      const outcome = (of: string) =>
        valueOf('holdfast_payout_outcomes_total', `{provider="connectpsp",outcome="${of}"}`);
      return (
        (await outcome('COMPLETED')) === 2 &&
        (await valueOf('holdfast_payouts_requested_total', '{provider="connectpsp"}')) >= 2 &&
        (await valueOf(
          'holdfast_payout_settling_seconds_count',
          '{provider="connectpsp",outcome="COMPLETED"}',
        )) === 2
      );
    });
  });

  it('time the requests, the calls to the provider and the appends', async () => {
    const accepted = '{method="POST",route="/v1/payouts",status="202"}';
    expect(await valueOf('holdfast_http_request_duration_seconds_count', accepted)).toBe(2);
    const refused = '{method="POST",route="/v1/payouts",status="422"}';
    expect(await valueOf('holdfast_http_request_duration_seconds_count', refused)).toBe(1);
    const submitted = '{provider="connectpsp",call="submit",health="up"}';
    expect(await valueOf('holdfast_provider_call_duration_seconds_count', submitted)).toBe(2);
    expect(
      await valueOf('holdfast_event_store_append_duration_seconds_count', '{result="appended"}'),
    ).toBeGreaterThan(10);
  });

  it('show the build, the process, the money on hold and the oldest payout under way', async () => {
    const text = await metrics();
    expect(text).toMatch(/^holdfast_build_info\{version="\d+\.\d+\.\d+",node="\d+\.\d+\.\d+"\} 1$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).toMatch(/^holdfast_money_on_hold_minor\{currency="BRL"\} 0$/m);
    expect(text).toMatch(/^holdfast_payout_oldest_unfinished_seconds 0$/m);
    expect(text).not.toContain('holdfast_metric_failed{');
  });
});
