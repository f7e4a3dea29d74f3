import { payoutBody } from '../support/api-client';
import { completeCheckpoint } from '../support/checkpoints';
import { TestService } from '../support/service';

interface ProofsView {
  readonly code?: string;
  readonly size: number;
  readonly pending: number;
  readonly events: readonly { readonly status: string; readonly proof: string | null }[];
}

describe('the proof of a payout that is newer than the last checkpoint', () => {
  let holdfast: TestService;
  beforeAll(async () => {
    // After its first checkpoint the log rests for an hour.
    holdfast = await TestService.start({ proofIntervalMs: 3_600_000 });
  });
  afterAll(() => holdfast.stop());

  const proofOf = (id: string) => holdfast.api.get<ProofsView>(`/v1/payouts/${id}/proof`);

  it('says which events wait for a checkpoint, and proves them after it', async () => {
    await holdfast.api.fund('merchant-1', '500.00');
    const { id } = await holdfast.payOut(payoutBody('merchant-1', 'early', '50.00'));
    const before = await proofOf(id);
    if (before.status === 404) expect(before.body.code).toBe('PROOF_NOT_SIGNED');
    else expect(before.body.pending).toBeGreaterThan(0);
    await holdfast.restart();
    const { size } = await completeCheckpoint(holdfast);
    const proved = await proofOf(id);
    expect([proved.body.size, proved.body.pending]).toEqual([size, 0]);
    const later = await holdfast.payOut(payoutBody('merchant-1', 'late', '40.00'));
    const { body } = await proofOf(later.id);
    expect([body.size, body.pending]).toEqual([size, body.events.length]);
    expect(body.events.map(({ status, proof }) => [status, proof])).toEqual(
      body.events.map(() => ['PENDING', null]),
    );
  });
});
