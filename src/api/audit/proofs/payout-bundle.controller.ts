import { createReadStream } from 'node:fs';
import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type MadeBundle, PayoutBundles } from '../../../proofs/bundle/payout-bundles';
import { ShowsPersonalData } from '../../../shared/route-metadata';
import { NeedsScope, OverAllAccounts } from '../../auth/access';
import { Caller } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { UUID } from '../../fields/field-rules';
import { ApiProblem } from '../../http/openapi/decorators';
import { notFound, problem, ProblemError } from '../../problems/problem';
import { ApiProofFile, NOT_SIGNED } from './proof-answer';

const ZIP = 'application/zip';

/** A payout as a file that another person can verify without Holdfast. */
@ApiTags('proofs')
@Controller('v1/payouts')
export class PayoutBundleController {
  constructor(private readonly bundles: PayoutBundles) {}

  @Get(':id/bundle')
  @OverAllAccounts()
  @NeedsScope('audit')
  @ShowsPersonalData()
  @ApiProofFile('A zip that proves a payout to an auditor (docs/proofs.md)', ZIP)
  @ApiProblem(403, 'FORBIDDEN: the bundle names the payee, so the key needs personal:read too')
  @ApiProblem(404, `PAYOUT_NOT_FOUND; or ${NOT_SIGNED}`)
  @ApiProblem(429, 'TOO_MANY_REQUESTS: another bundle is being made')
  @ApiProblem(503, 'PROOF_PENDING: an event of the payout came after the last checkpoint')
  async bundle(
    @Caller() { scopes }: ApiClient,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    if (!scopes.includes('personal:read')) throw forbidden();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const made = UUID.test(id) ? await this.bundles.make(id, gone.signal) : 'NOTHING';
    if (made === 'NOTHING') throw notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    if (made === 'BUSY' || made === 'ENDED') throw busy();
    return fileOf(made, id, gone.signal);
  }
}

/** The file is removed when it is sent, or when its reader has gone. */
function fileOf({ path, bytes, remove }: MadeBundle, payoutId: string, gone: AbortSignal): StreamableFile {
  const stream = createReadStream(path, { signal: gone });
  stream.once('close', () => void remove());
  const disposition = `attachment; filename="payout-${payoutId}.zip"`;
  return new StreamableFile(stream, { type: ZIP, disposition, length: bytes });
}

const forbidden = (): ProblemError =>
  new ProblemError(
    problem(403, 'FORBIDDEN', 'A bundle names the payee: the API key needs the scope personal:read too'),
  );

const busy = (): ProblemError =>
  new ProblemError(
    problem(429, 'TOO_MANY_REQUESTS', 'Another bundle is being made: try again when it is ready'),
    { 'Retry-After': '10' },
  );
