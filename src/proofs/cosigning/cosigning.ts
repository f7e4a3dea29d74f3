import type { VerifierKey } from '../formats/note-keys';
import type { TenureFollower, Tenure } from '../log/proof-log';
import { CosignatureRecord } from './cosignature-record';
import type { WitnessAddress } from './witness-client';
import { WitnessSubmitter, type SubmitterParts, type WitnessStatus } from './witness-submitter';

export interface CosigningParts extends Omit<SubmitterParts, 'record'> {
  readonly witnesses: readonly WitnessAddress[];
}

/** Has the checkpoints cosigned by every witness, each by itself: one that hangs delays no other. */
export class Cosigning implements TenureFollower {
  private readonly witnesses: readonly WitnessAddress[];
  private readonly submitters: readonly WitnessSubmitter[];

  constructor({ witnesses, ...parts }: CosigningParts) {
    this.witnesses = witnesses;
    const record = new CosignatureRecord(parts);
    this.submitters = witnesses.map(witness => new WitnessSubmitter(witness, { ...parts, record }));
  }

  async follow({ readNodes, ending }: Tenure): Promise<void> {
    await Promise.all(this.submitters.map(submitter => submitter.run(readNodes, ending)));
  }

  keys(): readonly VerifierKey[] {
    return this.witnesses.map(({ key }) => key);
  }

  status(): readonly WitnessStatus[] {
    return this.submitters.map(submitter => submitter.status());
  }
}
