import { Module } from '@nestjs/common';
import { EventStore } from '../../../event-store/event-store';
import { DeliveryLog } from '../../../outbound/deliveries/read-deliveries';
import { Clock } from '../../../shared/clock';
import { DeliveriesController } from './deliveries.controller';
import { EndpointsController } from './endpoints.controller';

/** Webhooks to clients over HTTP: the endpoints, and what they were sent. */
@Module({
  controllers: [EndpointsController, DeliveriesController],
  providers: [
    {
      provide: DeliveryLog,
      inject: [EventStore, Clock],
      useFactory: (store: EventStore, clock: Clock) => new DeliveryLog({ store, clock }),
    },
  ],
})
export class OutboundApiModule {}
