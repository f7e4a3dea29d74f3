import { Module } from '@nestjs/common';
import { WebhooksController } from './webhooks.controller';

/** Receives the providers' notifications. The saga module reads them. */
@Module({ controllers: [WebhooksController] })
export class WebhooksModule {}
