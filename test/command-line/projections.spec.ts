import { PROJECTION_NAMES } from '../../src/projections/schema';
import { run } from '../support/holdfast-process';
import { TestService } from '../support/service';

let holdfast: TestService;
beforeAll(async () => {
  holdfast = await TestService.start();
});
afterAll(() => holdfast.stop());

const projections = (...args: string[]) => run(['projections', ...args], { DATA_DIR: holdfast.dataDir });

describe('holdfast projections, beside a running service', () => {
  it('rebuilds every read model while deposits go on, and drops the old ones when told', async () => {
    const { api: client } = holdfast;
    expect((await client.openAccount('merchant-9')).status).toBe(201);
    const ending = new AbortController();
    let deposits = 0;
    const writer = (async () => {
      while (!ending.signal.aborted) {
        const answer = await client.deposit('merchant-9', '1.00', `d-${deposits}`);
        expect(answer.status).toBe(201);
        deposits += 1;
      }
    })();
    const rebuilt = await projections('rebuild', '--json');
    ending.abort();
    await writer;
    expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
    const outcomes = rebuilt.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as object);
    expect(outcomes).toEqual(
      PROJECTION_NAMES.map(projection =>
        expect.objectContaining({ projection, swapped: true, differences: [] }),
      ),
    );
    expect((await client.deposit('merchant-9', '1.00', 'last')).status).toBe(201);
    const account = await client.get('/v1/accounts/merchant-9');
    expect(account.body).toMatchObject({ balance: { available: `${deposits + 1}.00` } });

    expect(await projections('rebuild', 'journal')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('drop-old') as string,
    });
    expect(await projections('drop-old')).toMatchObject({ code: 0 });
    expect(await projections('rebuild', 'journal')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('the same to the centavo, swapped') as string,
    });
    const metrics = await fetch(`${holdfast.service.url}/metrics`);
    const text = await metrics.text();
    for (const name of PROJECTION_NAMES)
      expect(text).toContain(`holdfast_projection_state{projection="${name}",state="writing"} 1`);
    expect(text).toMatch(/holdfast_projection_lag_seconds\{projection="journal"\} \d/);
  });

  it('knows no other names', async () => {
    expect(await projections('rebuild', 'everything')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('No such projection: everything') as string,
    });
  });
});
