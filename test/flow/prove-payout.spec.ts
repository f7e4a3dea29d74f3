import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import { formatVerifierKey } from '../../src/proofs/formats/note-keys';
import { readOwnKey } from '../../src/proofs/key-file';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { parseCheckpoint } from '../../src/proofs/formats/checkpoint';
import { formatEntry } from '../../src/proofs/formats/entry';
import { parseTlogProof } from '../../src/proofs/formats/tlog-proof';
import { hashLeaf } from '../../src/proofs/merkle/hashing';
import { isIncluded } from '../../src/proofs/merkle/verify-proofs';
import { plain } from '../../src/command-line/audit/audit-text';
import { BundleFolder } from '../proofs/bundle/bundle-world';
import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { completeCheckpoint } from '../support/checkpoints';
import { eventually } from '../support/eventually';
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

describe('the bundle of a payout', () => {
  const bundleOf = (id: string, key = ADMIN_KEY) =>
    fetch(`${holdfast().service.url}/v1/payouts/${id}/bundle`, {
      headers: { Authorization: `Bearer ${key}` },
    });
  const left = async () =>
    (await readdir(tmpdir())).filter(name => name.startsWith('holdfast-payout-bundle-'));
  const folder = new BundleFolder();
  let paid: string;
  beforeAll(async () => {
    paid = (await holdfast().payOut(payoutBody('merchant-1', 'bundled', '10.00'))).id;
  });
  afterAll(() => folder.remove());

  it('is verified by the program for auditors, and leaves nothing behind', async () => {
    const before = await left();
    await completeCheckpoint(holdfast());
    const answer = await bundleOf(paid);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const zip = Buffer.from(await answer.arrayBuffer());
    const key = await readOwnKey(join(holdfast().dataDir, 'proof.key'));
    const verdict = folder.verdictOn(zip, `log ${formatVerifierKey(key!)}\nquorum none\n`);
    expect(verdict.faults).toEqual([]);
    expect(verdict.lines[0]).toContain(`Payout ${paid}`);
    // Other tests make bundles of their own meanwhile.
    await eventually('the file is gone', async () => (await left()).every(name => before.includes(name)));
  });

  it('is not made of events that are not signed yet: a repeat has them', async () => {
    const { body } = await holdfast().api.requestPayout<{ id: string }>(
      payoutBody('merchant-1', 'new', '1.00'),
    );
    const answers = new Set<string>();
    await eventually('it is signed', async () => {
      const answer = await bundleOf(body.id);
      answers.add(answer.status === 200 ? 'a bundle' : ((await answer.json()) as { code: string }).code);
      return answers.has('a bundle');
    });
    expect([...answers].filter(code => !['a bundle', 'PROOF_PENDING'].includes(code))).toEqual([]);
  });

  it('is made one at a time', async () => {
    await completeCheckpoint(holdfast());
    const answers = await Promise.all([bundleOf(paid), bundleOf(paid), bundleOf(paid)]);
    await Promise.all(answers.map(answer => answer.arrayBuffer()));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
  });

  it('needs personal:read beside audit, because it names the payee', async () => {
    const tools = { store: holdfast().service.store, clock: systemClock, random: systemRandom };
    const made = await createApiKey(tools, 'auditor', ['audit'], { kind: 'person' });
    if (!made.ok) throw new Error(made.refusal);
    await eventually('the key is known', async () => {
      const answer = await bundleOf(paid, made.value.key);
      return answer.status === 403;
    });
  });

  it('is none for a payout that there is not', async () => {
    expect((await bundleOf('0065478a-9fea-53bc-97e8-8e1ec5425400')).status).toBe(404);
    expect((await bundleOf('no-payout')).status).toBe(404);
  });
});
