import type { Schema } from '../../shared/api/client';

export type Endpoint = Schema<'WebhookEndpoint'>;
