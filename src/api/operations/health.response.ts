import { ApiSchema } from '@nestjs/swagger';
import { ListOf, Text } from '../fields/response-fields';
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
  @ListOf(() => PartHealthResponse)
  readonly parts!: readonly PartHealthResponse[];
}

@ApiSchema({ description: 'A problem that names each part of the service' })
export class NotReadyProblem extends Problem {
  @ListOf(() => PartHealthResponse)
  readonly parts!: readonly PartHealthResponse[];
}
