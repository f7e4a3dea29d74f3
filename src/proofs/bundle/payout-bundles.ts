import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '../../event-store/event-store';
import type { LogBytes } from '../../event-store/log/log-bytes';
import type { Clock } from '../../shared/clock';
import { readLatestToProve } from '../log/cosigned-checkpoints';
import { ProofFault, type ProofFaultCode } from '../reading/proof-fault';
import { readStampTexts } from '../stamping/stamp-stream';
import { makeBundle } from './make-bundle';
import { PayoutChooser } from './payout-chooser';
import { type KnownKeys, policyTemplate } from './policy-template';
import { type BundleRefusal, BundleRefused } from './survey-log';

export interface PayoutBundleParts {
  readonly store: Pick<EventStore, 'readLast' | 'readStream'>;
  readonly bytes: Pick<LogBytes, 'readAllBytes'>;
  readonly clock: Clock;
  /** Whom the template of a policy names. */
  readonly readKnownKeys: () => Promise<KnownKeys>;
}

/** A zip in a folder that only this user can read. */
export interface MadeBundle {
  readonly path: string;
  readonly bytes: number;
  remove(): Promise<void>;
}

const FAULTS: Readonly<Record<Exclude<BundleRefusal, 'NOTHING'>, ProofFaultCode>> = {
  NOT_SIGNED: 'PROOF_NOT_SIGNED',
  PENDING: 'PROOF_PENDING',
  CONTRADICTED: 'PROOF_ENTRIES_DIFFER',
};

/** Makes bundles of payouts while the service runs: one at a time, because each of them reads the whole log. */
export class PayoutBundles {
  private isMaking = false;

  constructor(private readonly parts: PayoutBundleParts) {}

  /**
   * @param signal ends the work
   * @returns `BUSY` while another one is made, `NOTHING` where there is no such payout, `ENDED` by the signal
   * @throws {ProofFault} no bundle that holds can be made now @throws {Fault} the event store is away
   */
  async make(payoutId: string, signal: AbortSignal): Promise<MadeBundle | 'BUSY' | 'NOTHING' | 'ENDED'> {
    if (this.isMaking) return 'BUSY';
    this.isMaking = true;
    try {
      return await this.makeIn(await mkdtemp(join(tmpdir(), 'holdfast-payout-bundle-')), payoutId, signal);
    } catch (error) {
      if (signal.aborted) return 'ENDED';
      if (!(error instanceof BundleRefused)) throw error;
      if (error.refusal === 'NOTHING') return 'NOTHING';
      throw new ProofFault(FAULTS[error.refusal], error.message);
    } finally {
      this.isMaking = false;
    }
  }

  private async makeIn(folder: string, payoutId: string, signal: AbortSignal): Promise<MadeBundle> {
    const remove = () => rm(folder, { recursive: true, force: true });
    try {
      const path = join(folder, 'payout.zip');
      await this.write(path, payoutId, signal);
      return { path, bytes: (await stat(path)).size, remove };
    } catch (error) {
      await remove();
      throw error;
    }
  }

  private async write(path: string, payoutId: string, signal: AbortSignal): Promise<void> {
    const { store, bytes, clock, readKnownKeys } = this.parts;
    const checkpoint = await readLatestToProve(store);
    if (checkpoint === undefined)
      throw new BundleRefused('NOT_SIGNED', 'The proof log has no checkpoint yet');
    await makeBundle({
      path,
      bytes,
      chooser: new PayoutChooser(payoutId),
      checkpoint,
      stamps: readStampTexts(store),
      policy: policyTemplate(await readKnownKeys()),
      madeAt: clock.now(),
      allowsPending: false,
      isShort: false,
      onProgress: () => signal.throwIfAborted(),
    });
  }
}
