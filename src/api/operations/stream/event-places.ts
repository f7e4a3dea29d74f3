import type { EventStore, RecordedEvent } from '../../../event-store/event-store';
import { readEvents } from '../../../event-store/read-events';
import {
  ACCOUNT_PREFIX,
  APPROVAL_RULES_STREAM,
  CASE_PREFIX,
  caseStream,
  isEventOf,
  LIMITS_PREFIX,
  PAYOUT_PREFIX,
  payoutStream,
  PROVIDER_PREFIX,
  RECONCILIATION_PREFIX,
} from '../../../event-store/stream-names';

/** What an event is about. */
export interface Place {
  readonly id: string;
  /** null: it is about no account, or about the accounts of all clients. */
  readonly accountId: string | null;
  readonly payoutId: string | null;
}

export const FOLLOWED_PREFIXES: readonly string[] = [
  PAYOUT_PREFIX,
  ACCOUNT_PREFIX,
  CASE_PREFIX,
  LIMITS_PREFIX,
  APPROVAL_RULES_STREAM,
  RECONCILIATION_PREFIX,
  PROVIDER_PREFIX,
];

/** So many payouts and cases are remembered: the events of one come close together, and many clients follow them. */
const KEPT = 10_000;

/** Finds out of which account an event is. All streams to clients share what one of them has found. */
export class EventPlaces {
  private readonly accounts = new Map<string, Promise<string | null>>();
  private readonly cases = new Map<string, Promise<Place>>();

  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  /** @throws {Fault} */
  async find(event: RecordedEvent): Promise<Place> {
    if (isEventOf(ACCOUNT_PREFIX, event)) {
      const { data } = event.body;
      return { id: data.accountId, accountId: data.accountId, payoutId: payoutIn(data) };
    }
    if (isEventOf(PAYOUT_PREFIX, event)) return this.ofPayout(event.body.data.payoutId);
    if (isEventOf(CASE_PREFIX, event)) return this.ofCase(event.body.data.caseId);
    return { id: nameIn(event), accountId: null, payoutId: null };
  }

  private async ofPayout(payoutId: string): Promise<Place> {
    return { id: payoutId, accountId: await this.accountOf(payoutId), payoutId };
  }

  private accountOf(payoutId: string): Promise<string | null> {
    return remembered(this.accounts, payoutId, async () => {
      for await (const { body } of readEvents(this.store, payoutStream(payoutId), 0n, 1))
        if (body.type === 'PayoutRequested') return body.data.accountId;
      return null;
    });
  }

  /** By its payout, or by the account whose deposit is wrong, as the list of cases has it. */
  private ofCase(caseId: string): Promise<Place> {
    return remembered(this.cases, caseId, async () => {
      for await (const { body } of readEvents(this.store, caseStream(caseId), 0n, 1)) {
        if (body.type !== 'CaseOpened') break;
        const { payoutId, kind, cause } = body.data;
        if (payoutId !== null) return { id: caseId, accountId: await this.accountOf(payoutId), payoutId };
        const isOfAccount = kind === 'DEPOSIT_CORRECTION' || kind === 'CLOSED_ACCOUNT';
        const accountId = isOfAccount ? cause.streamId.slice(ACCOUNT_PREFIX.length) : null;
        return { id: caseId, accountId, payoutId: null };
      }
      return { id: caseId, accountId: null, payoutId: null };
    });
  }
}

const payoutIn = (data: object): string | null =>
  'payoutId' in data && typeof data.payoutId === 'string' ? data.payoutId : null;

/** Of a limit scope, a statement, a provider or an approval rule. */
function nameIn({ streamId, body }: RecordedEvent): string {
  if (streamId !== APPROVAL_RULES_STREAM) return streamId.slice(streamId.indexOf('-') + 1);
  return 'ruleId' in body.data ? String(body.data.ruleId) : streamId;
}

/** What cannot be read is not remembered. */
function remembered<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  find: () => Promise<Value>,
): Promise<Value> {
  const found = known.get(key);
  if (found) return found;
  const finding = find();
  known.set(key, finding);
  finding.catch(() => known.delete(key));
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return finding;
}
