import { Module, type DynamicModule } from '@nestjs/common';
import { EventStore } from '../../event-store/event-store';
import { LogTail } from '../../event-store/log/log-tail';
import { bound } from './bound';

/** The event store. The service opens it before the application and closes it afterwards. */
@Module({})
export class EventStoreModule {
  static with(store: EventStore & LogTail): DynamicModule {
    return bound(EventStoreModule, [
      { provide: EventStore, useValue: store },
      { provide: LogTail, useValue: store },
    ]);
  }
}
