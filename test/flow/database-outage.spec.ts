import { sql } from 'kysely';
import { payoutBody, untilAnswered } from '../support/api-client';
import { eventually } from '../support/eventually';
import { killProcess } from '../support/processes';
import { serviceBehindGate } from '../support/service-behind-gate';
import type { PayoutView, ProblemView } from '../support/views';

const { holdfast, gate, postgres } = serviceBehindGate();
beforeAll(() => holdfast().api.fund('merchant-1', '1000.00'));

const requestPayout = (reference: string, scenario = 'complete') =>
  holdfast().api.requestPayout<PayoutView & ProblemView>(
    payoutBody('merchant-1', reference, '10.00', scenario),
  );

/** When the running PostgreSQL began; undefined while it is away. */
const begunAt = (): Promise<string | undefined> =>
  sql<{ at: string }>`select pg_postmaster_start_time()::text as at`
    .execute(holdfast().service.readModels.database)
    .then(
      ({ rows }) => rows[0]?.at,
      () => undefined,
    );

describe('while the database is away', () => {
  it('commands are refused, nothing is accepted, and what was under way ends', async () => {
    const asked = await Promise.all([requestPayout('before 1'), requestPayout('before 2', 'no-hook')]);
    gate().shut();
    await eventually('the service says which part is away', async () => {
      const { status, body } = await holdfast().api.get<ProblemView>('/health/ready');
      const down = body.parts?.filter(part => part.status === 'down').map(({ part }) => part);
      return status === 503 && down?.includes('database');
    });
    const refused = await requestPayout('meanwhile');
    expect([refused.status, refused.type.split(';')[0], refused.body.code]).toEqual([
      503,
      'application/problem+json',
      'SERVICE_UNAVAILABLE',
    ]);
    expect(
      await holdfast()
        .history(holdfast().api.payoutId('meanwhile'))
        .catch(() => []),
    ).toEqual([]);
    const query = await holdfast().api.get<ProblemView>('/v1/accounts/merchant-1');
    expect([query.status, query.type.split(';')[0]]).toEqual([503, 'application/problem+json']);

    gate().open();
    const again = await untilAnswered(() => requestPayout('meanwhile'));
    expect(again.status).toBe(202);
    const ended = await Promise.all([...asked, again].map(answer => holdfast().ended(answer)));
    expect(ended.map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
    expect(holdfast().paid('meanwhile')).toEqual(['COMPLETED paid 1 times']);
  });

  it('its guard killed, it is started again and the books catch up', async () => {
    const former = await begunAt();
    killProcess(postgres().guardPid()!);
    // The former one goes on for a while without its guard.
    await eventually('another PostgreSQL runs', async () => ![former, undefined].includes(await begunAt()));
    const answer = await untilAnswered(() => requestPayout('guard killed'));
    expect(await holdfast().ended(answer)).toMatchObject({ status: 'COMPLETED' });
  });
});
