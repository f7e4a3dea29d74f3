import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatVerifierKey } from '../../../src/proofs/formats/note-keys';
import { readOwnKey } from '../../../src/proofs/key-file';
import { BundleFolder } from '../../proofs/bundle/bundle-world';
import { completeCheckpoint } from '../../support/checkpoints';
import type { Person } from '../browser';
import { flowsOf, type Stage } from '../stage';

/** What the browser of the person keeps of the log. */
const keep = (person: Person, checkpoint: string): Promise<unknown> =>
  person.page.evaluate(`localStorage.setItem('holdfast.checkpoint', ${JSON.stringify(checkpoint)})`);

export function proofFlows(stage: Stage): void {
  const flow = flowsOf(stage);
  const folder = new BundleFolder();
  afterAll(() => folder.remove());
  const publicKey = async (): Promise<string> =>
    formatVerifierKey((await readOwnKey(join(stage.holdfast().dataDir, 'proof.key')))!);

  flow('verifies the log in the browser: it extends what the browser kept', ['ana'], async ana => {
    await completeCheckpoint(stage.holdfast());
    await ana.open('/proofs');
    await ana.page.getByLabel('Public key of the log').fill(await publicKey());
    const verify = ana.page.getByRole('button', { name: 'Verify' }).first();
    await verify.click();
    await ana.page.waitForSelector('[data-verified="FIRST"]');
    await ana.sees('The key that you gave has signed it.');
    await stage.paid('after-the-kept-one', '1.00');
    await completeCheckpoint(stage.holdfast());
    await verify.click();
    await ana.page.waitForSelector('[data-verified="EXTENDED"]');
    expect(await ana.violations()).toEqual([]);
  });

  flow('finds that the log contradicts what the browser kept', ['ana'], async ana => {
    await ana.open('/proofs');
    const kept = String(await ana.page.evaluate(`localStorage.getItem('holdfast.checkpoint')`));
    const [origin, size, root, ...rest] = kept.split('\n');
    const other = Buffer.from(root!, 'base64');
    other[0]! ^= 1;
    await keep(ana, [origin, size, other.toString('base64'), ...rest].join('\n'));
    await ana.page.getByRole('button', { name: 'Verify' }).first().click();
    await ana.page.waitForSelector('[data-verified="CONTRADICTED"]');
    await keep(ana, kept);
  });

  flow('makes a bundle of a payout, which the program for auditors verifies', ['ana'], async ana => {
    const { id } = await stage.paid('bundled', '12.00');
    await completeCheckpoint(stage.holdfast());
    await ana.open(`/payouts/${id}`);
    await ana.page.getByRole('link', { name: 'Proof and bundle' }).click();
    await ana.page.getByRole('button', { name: 'Verify' }).nth(1).click();
    await ana.page.waitForSelector('[data-proved]');
    expect(Number(await ana.page.getAttribute('[data-proved]', 'data-proved'))).toBeGreaterThan(4);
    const downloading = ana.page.waitForEvent('download');
    await ana.press('Make the bundle');
    const zip = await readFile(await (await downloading).path());
    const verdict = folder.verdictOn(zip, `log ${await publicKey()}\nquorum none\n`);
    expect(verdict.faults).toEqual([]);
    expect(verdict.lines[0]).toContain(`Payout ${id}`);
    expect(verdict.lines.join()).toContain('COMPLETED');
  });
}
