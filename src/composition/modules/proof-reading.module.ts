import { Module, type DynamicModule } from '@nestjs/common';
import { PayoutBundles, type PayoutBundleParts } from '../../proofs/bundle/payout-bundles';
import { ProofReader, type ProofReaderParts } from '../../proofs/reading/proof-reader';
import { bound } from './bound';

/** Where proofs are read. Another part of the service, or another process, writes the log. */
@Module({})
export class ProofReadingModule {
  static with(parts: ProofReaderParts & PayoutBundleParts): DynamicModule {
    return bound(ProofReadingModule, [
      { provide: ProofReader, useValue: new ProofReader(parts) },
      { provide: PayoutBundles, useValue: new PayoutBundles(parts) },
    ]);
  }
}
