import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '../composition/service';
import { makeBundle } from '../proofs/bundle/make-bundle';
import { PayoutChooser } from '../proofs/bundle/payout-chooser';
import { BundleRefused } from '../proofs/bundle/survey-log';
import { formatVerifierKey, parseSigningKey } from '../proofs/formats/note-keys';
import { readLastCheckpoint } from '../proofs/log/checkpoint-stream';
import { systemClock } from '../shared/clock';
import type { Report } from './report';
import type { PayoutAnswer } from './views';

const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 100;
const VERIFIER = join(__dirname, '..', 'proofs', 'verifier', 'verify.mjs');

export interface DemoFolder {
  /** Where the bundle is made. */
  readonly path: string;
  readonly proofKeyFile: string;
}

/** A bundle of one payout, verified as an auditor does it; then one byte of a copy is another one. */
export async function showBundle(
  service: Service,
  folder: DemoFolder,
  report: Report,
  payout: PayoutAnswer,
): Promise<void> {
  const policy = join(folder.path, 'auditors-policy');
  const key = parseSigningKey(await readFile(folder.proofKeyFile, 'utf8'));
  await writeFile(policy, `log ${formatVerifierKey(key)}\nquorum none\n`);
  const zip = join(folder.path, 'payout.zip');
  await untilMade(service, zip, payout.id);
  const good = await verify(zip, policy);
  report.bundle(payout, good.text);
  report.check('a program of its own, which shares no code with Holdfast, verifies it', good.code === 0);
  const changed = join(folder.path, 'changed.zip');
  await writeFile(changed, withOtherByte(await readFile(zip), payout.externalReference));
  const bad = await verify(changed, policy);
  const place = `payout-${payout.id}, revision 0 (PayoutRequested)`;
  report.check('one byte changed in a copy: it is not verified …', bad.code === 1);
  report.check(`… and the event is named: ${place}`, bad.text.includes(place));
}

/** The last events come under a checkpoint a moment later. */
async function untilMade({ store }: Service, path: string, payoutId: string): Promise<void> {
  for (let giveUpAt = Date.now() + PATIENCE_MS; ;) {
    try {
      return await makeOnce(store, path, payoutId);
    } catch (error) {
      if (!(error instanceof BundleRefused) || Date.now() > giveUpAt) throw error;
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}

async function makeOnce(store: Service['store'], path: string, payoutId: string): Promise<void> {
  const last = await readLastCheckpoint(store);
  if (!last) throw new BundleRefused('NOT_SIGNED', 'There is no checkpoint yet');
  await makeBundle({
    path,
    bytes: store,
    chooser: new PayoutChooser(payoutId),
    checkpoint: last.body.data.checkpoint,
    stamps: [],
    policy: '# The demo writes a policy of its own.\n',
    madeAt: systemClock.now(),
    allowsPending: false,
    isShort: false,
    onProgress: () => undefined,
  });
}

/** Bodies are stored as they are, so a text of one can be found in the zip. */
function withOtherByte(zip: Buffer, text: string): Buffer {
  const copy = Buffer.from(zip);
  copy[copy.indexOf(`"externalReference":"${text}"`) + 1]! ^= 1;
  return copy;
}

const verify = (zip: string, policy: string): Promise<{ code: number; text: string }> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [VERIFIER, zip, '--policy', policy], (error, stdout) => {
      const code = error ? error.code : 0;
      if (typeof code === 'number') resolve({ code, text: stdout.trimEnd() });
      else reject(error ?? new Error('The verifier was ended'));
    });
  });
