import { Link, useSearchParams } from 'wouter';
import { useMay } from '../../../app/session/session';
import { answerOf, api } from '../../../shared/api/client';
import { ProblemError } from '../../../shared/api/problem';
import { useAnswer } from '../../../shared/api/use-answer';
import { useLanguage, useWords } from '../../../shared/i18n/words';
import { Table } from '../../../shared/table/table';
import { Id } from '../../../shared/ui/figures';
import { Loaded, Page, Panel } from '../../../shared/ui/page';
import { type Payout, payoutColumns } from '../../../shared/ui/payout-columns';
import { listPayouts } from '../../../shared/ui/payout-queries';
import { ShowingRecorded } from '../../../shared/ui/showing-recorded';
import { amountIn, type Guess, guessesOf, isUuid, personalGuessesOf } from './guesses';

const AT_MOST = 100;

interface Found {
  readonly payouts: readonly Payout[];
  readonly caseId: string | null;
  readonly accountId: string | null;
  /** Filters that found something. */
  readonly foundBy: readonly (keyof Guess)[];
  /** Whether personal data was searched for, which is recorded. */
  readonly isRecorded: boolean;
}

/** Everything that one text can name. */
export function Search() {
  const { words } = useLanguage();
  const [params] = useSearchParams();
  const text = params.get('q') ?? '';
  const mayPersonal = useMay('personal:read');
  const found = useAnswer(
    ['search', text],
    async () => ({ body: await findAll(text, mayPersonal), position: null }),
    { live: false },
  );
  return (
    <Page title={words.common.search} about={<span className="mono">{text}</span>}>
      <Loaded query={found}>
        {({ body: { payouts, caseId, accountId, foundBy, isRecorded } }) => (
          <>
            <FoundBy text={text} names={foundBy} isRecorded={isRecorded} />
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

interface FoundByProps {
  readonly text: string;
  readonly names: Found['foundBy'];
  readonly isRecorded: boolean;
}

/** As what the text was found, and that a search for a payee is recorded. */
function FoundBy({ text, names, isRecorded }: FoundByProps) {
  const { personal, searchedAs } = useWords();
  const mayPersonal = useMay('personal:read');
  const isOfPayee = personalGuessesOf(text).length > 0;
  return (
    <div className="stack">
      {names.length > 0 && (
        <p>
          {personal.foundBy}: <b>{names.map(name => searchedAs[name]).join(', ')}</b>
        </p>
      )}
      {names.includes('amount') && (
        <Link href={`/payouts?amount=${amountIn(text)}`}>{personal.asAmount}</Link>
      )}
      {isRecorded && <ShowingRecorded words={personal.searched} />}
      {isOfPayee && !mayPersonal && <p className="small muted">{personal.masked}</p>}
    </div>
  );
}

async function findAll(text: string, mayPersonal: boolean): Promise<Found> {
  const path = { params: { path: { id: text } } };
  const named = await Promise.all([
    orNothing(async () => (isUuid(text) ? [(await answerOf(api.GET('/v1/payouts/{id}', path))).body] : [])),
    orNothing(async () => (isUuid(text) ? [(await answerOf(api.GET('/v1/cases/{id}', path))).body.id] : [])),
    orNothing(async () => [(await answerOf(api.GET('/v1/accounts/{id}', path))).body.id]),
    findBy(guessesOf(text)),
  ] as const);
  const [byId, ofCase, ofAccount, byNames] = named;
  const isKnown = [byId, ofCase, ofAccount, byNames.payouts].some(({ length }) => length > 0);
  // A random PIX key looks like an id: where the text is one of ours, no payee is searched for.
  const guesses = mayPersonal && !(isUuid(text) && isKnown) ? personalGuessesOf(text) : [];
  const byPayee = await findBy(guesses);
  const all = [...byId, ...byNames.payouts, ...byPayee.payouts].map(payout => [payout.id, payout] as const);
  return {
    payouts: [...new Map(all).values()],
    caseId: ofCase[0] ?? null,
    accountId: ofAccount[0] ?? null,
    foundBy: [...byNames.foundBy, ...byPayee.foundBy],
    isRecorded: byPayee.answered > 0,
  };
}

interface Hits extends Pick<Found, 'payouts' | 'foundBy'> {
  /** How many of the guesses the service took for what they guess. */
  readonly answered: number;
}

async function findBy(guesses: readonly Guess[]): Promise<Hits> {
  const answers = await Promise.all(
    guesses.map(guess => orNothing(async () => [(await listPayouts(guess, undefined, AT_MOST)).body.items])),
  );
  const hits = guesses.filter((_, at) => (answers[at]![0]?.length ?? 0) > 0);
  return {
    payouts: answers.flat(2),
    foundBy: hits.flatMap(guess => Object.keys(guess) as (keyof Guess)[]),
    answered: answers.flat().length,
  };
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
