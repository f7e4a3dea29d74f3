import { Module } from '@nestjs/common';
import { EventStore } from '../../../event-store/event-store';
import { DeliveryList } from '../../../outbound/deliveries/progress/delivery-list';
import { RangeReplay } from '../../../outbound/deliveries/progress/range-replay';
import { DeliveryLog } from '../../../outbound/deliveries/read-deliveries';
import { Clock } from '../../../shared/clock';
import { DeliveriesController } from './deliveries.controller';
import { RangeReplayController } from './range-replay.controller';
import { EndpointsController } from './endpoints.controller';

/** Webhooks to clients over HTTP: the endpoints, and what they were sent. */
@Module({
  controllers: [EndpointsController, RangeReplayController, DeliveriesController],
  providers: [
    {
      provide: DeliveryLog,
      inject: [EventStore, Clock],
      useFactory: (store: EventStore, clock: Clock) => new DeliveryLog({ store, clock }),
    },
    {
      provide: DeliveryList,
      inject: [EventStore],
      useFactory: (store: EventStore) => new DeliveryList(store),
    },
    { provide: RangeReplay, inject: [EventStore], useFactory: (store: EventStore) => new RangeReplay(store) },
  ],
})
export class OutboundApiModule {}
