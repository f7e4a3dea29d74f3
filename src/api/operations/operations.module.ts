import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';

/** Health and metrics, for the operator. */
@Module({ controllers: [HealthController, MetricsController] })
export class OperationsModule {}
