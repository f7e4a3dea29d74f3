import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ApiProblem } from '../../http/openapi/decorators';

export const NOT_SIGNED = 'PROOF_NOT_SIGNED: the proof log has no signed checkpoint yet';
export const NO_PROOF =
  'PROOF_TILES_MISSING, PROOF_TILES_DAMAGED or PROOF_ENTRIES_DIFFER: no proof that holds can be given; or SERVICE_UNAVAILABLE';

/** A route that answers with a file of C2SP's formats. */
export const ApiProofFile = (summary: string, type: string, example?: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({
      status: 200,
      description: 'Checked against the signed root',
      content: {
        [type]: {
          schema: example === undefined ? { type: 'string', format: 'binary' } : { type: 'string', example },
        },
      },
    }),
    ApiProblem(400, 'VALIDATION_FAILED: a parameter is wrong or unknown'),
    ApiProblem(503, NO_PROOF),
    ApiProblem(500, 'INTERNAL_ERROR'),
  );
