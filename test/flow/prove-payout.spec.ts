import { parseCheckpoint } from '../../src/proofs/formats/checkpoint';
import { formatEntry } from '../../src/proofs/formats/entry';
import { parseTlogProof } from '../../src/proofs/formats/tlog-proof';
import { hashLeaf } from '../../src/proofs/merkle/hashing';
import { isIncluded } from '../../src/proofs/merkle/verify-proofs';
import { plain } from '../../src/command-line/audit-text';
import { payoutBody } from '../support/api-client';
import { completeCheckpoint } from '../support/checkpoints';
import { serviceOfThisFile } from '../support/service';
import type { PageView } from '../support/views';

interface EventProofView {
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly status: string;
  readonly index: number | null;
  readonly entry: string | null;
  readonly proof: string | null;
}
interface PayoutProofView {
  readonly checkpoint: string;
  readonly size: number;
  readonly pending: number;
  readonly events: readonly EventProofView[];
}

const holdfast = serviceOfThisFile(() => ({ proofIntervalMs: 50 }));
const proofOf = (id: string) => holdfast().api.get<PayoutProofView>(`/v1/payouts/${id}/proof`);

/** The entries of all events, by the event's id. */
async function entriesById(): Promise<Map<string, string>> {
  const entries = new Map<string, string>();
  for await (const event of holdfast().service.store.readAllBytes())
    entries.set(event.id, formatEntry(event).toString());
  return entries;
}

/** The events that name the payout, its reference or its order at the provider. The claim of a reference moves no money. */
async function eventsThatName(id: string, reference: string): Promise<string[]> {
  const names = [id, reference];
  const found: string[] = [];
  for await (const event of holdfast().service.store.readAll()) {
    const { providerId } = event.body.data as { providerId?: string };
    if (event.body.type === 'PayoutSubmitted' && event.streamId === `payout-${id}`) names.push(providerId!);
    const text = event.streamId + JSON.stringify(event.body.data, plain);
    // Who looked at the payout is no event about it.
    const isBeside = /^(checkpoint|snapshot|reference|security)-/.test(event.streamId);
    if (!isBeside && names.some(name => text.includes(name))) found.push(event.id);
  }
  return found;
}

function isProved({ entry, proof }: EventProofView, root: Buffer, size: number): boolean {
  const { index, hashes } = parseTlogProof(proof!);
  const leafHash = hashLeaf(Buffer.from(entry!));
  return isIncluded({ index, size, root, leafHash, proof: [...hashes] });
}

describe('the proof of a payout', () => {
  let completed: string;
  let failed: string;
  let rejected: string;
  beforeAll(async () => {
    const { api } = holdfast();
    await api.fund('merchant-1', '500.00');
    await api.fund('merchant-2', '500.00');
    completed = (await holdfast().payOut(payoutBody('merchant-1', 'reference-paid', '50.00'))).id;
    failed = (await holdfast().payOut(payoutBody('merchant-1', 'reference-failed', '40.00', 'fail'))).id;
    await holdfast().payOut(payoutBody('merchant-2', 'other', '30.00'));
    const refused = await api.requestPayout<{ code: string }>(payoutBody('merchant-1', 'much', '900.00'));
    expect(refused.body.code).toBe('INSUFFICIENT_FUNDS');
    rejected = api.payoutId('much');
    await completeCheckpoint(holdfast());
  });

  it('proves every event about it, in all streams, and no other', async () => {
    for (const [id, reference] of [
      [completed, 'reference-paid'],
      [failed, 'reference-failed'],
    ] as const) {
      const { body } = await proofOf(id);
      const { root, size } = parseCheckpoint(body.checkpoint);
      expect(body.events.map(({ eventId }) => eventId)).toEqual(await eventsThatName(id, reference));
      expect([body.size, body.pending]).toEqual([size, 0]);
      const streams = new Set(body.events.map(({ stream }) => stream.split('-')[0]));
      expect([...streams]).toEqual(expect.arrayContaining(['account', 'notification', 'payout']));
      const entries = await entriesById();
      for (const event of body.events) {
        expect(event.entry).toBe(entries.get(event.eventId));
        expect(isProved(event, root, size)).toBe(true);
        expect(parseTlogProof(event.proof!).checkpoint).toBe(body.checkpoint);
      }
    }
  });

  it('has the events that its pages show', async () => {
    const { api } = holdfast();
    const proved = (await proofOf(completed)).body.events.map(({ eventId }) => eventId);
    const own = await api.get<PageView<{ readonly id: string }>>(`/v1/payouts/${completed}/events`);
    const explained = await api.get<{ steps: { eventId: string }[] }>(`/v1/payouts/${completed}/explain`);
    expect(proved).toEqual(expect.arrayContaining(own.body.items.map(({ id }) => id)));
    expect(proved).toEqual(expect.arrayContaining(explained.body.steps.map(({ eventId }) => eventId)));
  });

  it('proves a refusal too', async () => {
    const { body } = await proofOf(rejected);
    expect(body.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['PayoutRejected']));
    const { root, size } = parseCheckpoint(body.checkpoint);
    expect(body.events.every(event => isProved(event, root, size))).toBe(true);
  });

  it.each(['0065478a-9fea-53bc-97e8-8e1ec5425400', 'no-payout'])(
    'is none for a payout that there is not: %s',
    async id => {
      expect((await proofOf(id)).body).toMatchObject({ status: 404, code: 'PAYOUT_NOT_FOUND' });
    },
  );
});
