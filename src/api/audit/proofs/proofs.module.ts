import { Module } from '@nestjs/common';
import { ConsistentQueries } from '../../http/consistent-queries';
import { PayoutBundleController } from './payout-bundle.controller';
import { PayoutProofController } from './payout-proof.controller';
import { ProofsController } from './proofs.controller';

/** What proves to an auditor that history was not changed. */
@Module({
  controllers: [ProofsController, PayoutProofController, PayoutBundleController],
  providers: [ConsistentQueries],
})
export class ProofsModule {}
