import { ApiSchema } from '@nestjs/swagger';
import { PROVIDER_MODES, type ProviderMode } from '../../queries/payouts/payout-view';
import { Choice, ListOf, Text } from '../fields/response-fields';
import { Problem } from '../problems/problem';
import { PartHealthResponse } from './part-health.response';

@ApiSchema({ name: 'Health' })
export class HealthResponse {
  @Text('live')
  readonly status!: 'live';
}

@ApiSchema({ name: 'Readiness' })
export class ReadinessResponse {
  @Text('ready')
  readonly status!: 'ready';
  @Choice(PROVIDER_MODES, {
    description: '`sandbox`: a provider is simulated, and its payouts move no money',
  })
  readonly mode!: ProviderMode;
  @ListOf(() => PartHealthResponse)
  readonly parts!: readonly PartHealthResponse[];
}

@ApiSchema({ description: 'A problem that names each part of the service' })
export class NotReadyProblem extends Problem {
  @ListOf(() => PartHealthResponse)
  readonly parts!: readonly PartHealthResponse[];
}
