import { ApiSchema } from '@nestjs/swagger';
import { Choice, Text } from '../fields/response-fields';

@ApiSchema({ name: 'PartHealth' })
export class PartHealthResponse {
  @Text('event store')
  readonly part!: string;
  @Choice(['up', 'down'])
  readonly status!: 'up' | 'down';
  /** It holds no secrets and no personal data, because any caller can read it. */
  @Text('…', { required: false, description: 'What is wrong, where it is known' })
  readonly detail?: string;
}
