import { useSearchParams } from 'wouter';
import { answerOf, api } from '../../../shared/api/client';
import { ProblemError } from '../../../shared/api/problem';
import { useAnswer } from '../../../shared/api/use-answer';
import { useLanguage } from '../../../shared/i18n/words';
import { Table } from '../../../shared/table/table';
import { Id } from '../../../shared/ui/figures';
import { Loaded, Page, Panel } from '../../../shared/ui/page';
import { type Payout, payoutColumns } from '../../../shared/ui/payout-columns';
import { listPayouts } from '../../../shared/ui/payout-queries';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Found {
  readonly payouts: readonly Payout[];
  readonly caseId: string | null;
  readonly accountId: string | null;
}

/** Everything that one text can name. */
export function Search() {
  const { words } = useLanguage();
  const [params] = useSearchParams();
  const text = params.get('q') ?? '';
  const found = useAnswer(['search', text], async () => ({ body: await findAll(text), position: null }), {
    live: false,
  });
  return (
    <Page title={words.common.search} about={<span className="mono">{text}</span>}>
      <Loaded query={found}>
        {({ body: { payouts, caseId, accountId } }) => (
          <>
            {accountId !== null && (
              <Panel title={words.accounts.one}>
                <Id id={accountId} to={`/accounts/${encodeURIComponent(accountId)}`} />
              </Panel>
            )}
            {caseId !== null && (
              <Panel title={words.cases.one}>
                <Id id={caseId} to={`/cases/${caseId}`} />
              </Panel>
            )}
            <Panel title={words.payout.list} flush>
              <Table
                label={words.payout.list}
                columns={payoutColumns(words)}
                rows={payouts}
                rowId={({ id }) => id}
              />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  );
}

async function findAll(text: string): Promise<Found> {
  const path = { params: { path: { id: text } } };
  const [byReference, byEndToEndId, byId, ofCase, ofAccount] = await Promise.all([
    orNothing(async () => (await listPayouts({ externalReference: text })).body.items),
    orNothing(async () => (await listPayouts({ endToEndId: text })).body.items),
    orNothing(async () =>
      UUID.test(text) ? [(await answerOf(api.GET('/v1/payouts/{id}', path))).body] : [],
    ),
    orNothing(async () =>
      UUID.test(text) ? [(await answerOf(api.GET('/v1/cases/{id}', path))).body.id] : [],
    ),
    orNothing(async () => [(await answerOf(api.GET('/v1/accounts/{id}', path))).body.id]),
  ]);
  const payouts = new Map([...byReference, ...byEndToEndId, ...byId].map(payout => [payout.id, payout]));
  return { payouts: [...payouts.values()], caseId: ofCase[0] ?? null, accountId: ofAccount[0] ?? null };
}

/** What a text does not name, or what a person may not see, is not found. */
async function orNothing<Item>(find: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof ProblemError && [400, 403, 404].includes(error.problem.status)) return [];
    throw error;
  }
}
