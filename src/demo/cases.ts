import { type Api, type components, createHoldfast, valueOf } from '@holdfast/client';
import { createApiKey } from '../api/auth/keys/manage-keys';
import type { Service } from '../composition/service';
import { systemClock } from '../shared/clock';
import { invariant } from '../shared/invariant';
import { systemRandom } from '../shared/random';
import type { Report } from './report';
import { SCENES } from './scenes';
import type { CaseAnswer, PayoutAnswer } from './views';

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

type Decision = components['schemas']['ResolveCaseDto']['decision'];

/** The second person, who confirms the decision of the first one: an API client with its own key. */
export async function secondPerson({ store, url }: Service): Promise<Api> {
  const tools = { store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, 'second-person', ['commands', 'admin']);
  invariant(made.ok, 'The second person got no key');
  return createHoldfast({ url, key: made.value.key }).api;
}

/** Shows what stands in front of a person, and has it decided: by one where no money moves, else by two. */
export async function closeCases(
  first: Api,
  second: Api,
  report: Report,
  payouts: readonly PayoutAnswer[],
): Promise<void> {
  const wanted = SCENES.flatMap(({ opens }, index) => (opens ? [[opens, payouts[index]!.id]] : []));
  const cases = await untilOpen(first, wanted.length);
  report.cases(cases);
  const found = cases.map(({ kind, payoutId }) => [kind, payoutId]);
  report.check('each has its case, and nothing else has', sorted(found) === sorted(wanted));
  for (const each of cases) await close(first, second, report, each);
  report.check('no case is left open', (await untilOpen(first, 0)).length === 0);
}

async function close(first: Api, second: Api, report: Report, found: CaseAnswer): Promise<void> {
  const { id, kind } = found;
  const decide = (person: Api, decision: Decision, key: string) =>
    person.POST('/v1/cases/{id}/resolve', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body: { decision, reason: 'as the demo shows it' },
    });
  if (kind === 'OUTCOME_CONTRADICTED') {
    const { data } = await decide(first, 'DISMISS', `${id}-1`);
    report.check(`${kind} is dismissed by one person, for nothing moves`, data?.status === 'CONFIRMED');
    return;
  }
  const proposed = await decide(first, 'ACCEPT_EVIDENCE', `${id}-1`);
  const alone = await decide(first, 'ACCEPT_EVIDENCE', `${id}-2`);
  const confirmed = await untilKnown(() => decide(second, 'ACCEPT_EVIDENCE', `${id}-3`));
  report.check(`${kind}: what one person proposes …`, proposed.data?.status === 'PROPOSED');
  report.check('… the same person cannot confirm (409) …', alone.response.status === 409);
  report.check('… and another one can', confirmed.data?.status === 'CONFIRMED');
}

/** A new key is known to the service a moment after it was made. */
async function untilKnown<Answered extends { response: Response }>(
  ask: () => Promise<Answered>,
): Promise<Answered> {
  for (let giveUpAt = Date.now() + PATIENCE_MS; ;) {
    const answer = await ask();
    if (answer.response.status !== 401 || Date.now() > giveUpAt) return answer;
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function untilOpen(api: Api, count: number): Promise<readonly CaseAnswer[]> {
  for (let giveUpAt = Date.now() + PATIENCE_MS; ;) {
    const { items } = valueOf(await api.GET('/v1/cases'));
    if (items.length === count || Date.now() > giveUpAt) return items;
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

const sorted = (rows: readonly unknown[]): string =>
  JSON.stringify(rows.map(row => JSON.stringify(row)).sort());
