import { Module } from '@nestjs/common';
import { EventStore } from '../../../event-store/event-store';
import { KeysModule } from '../../auth/keys/keys.module';
import { EventPlaces } from './event-places';
import { OpenStreams } from './open-streams';
import { StreamController } from './stream.controller';

/** What changes, as server-sent events. */
@Module({
  imports: [KeysModule],
  controllers: [StreamController],
  providers: [
    OpenStreams,
    {
      provide: EventPlaces,
      inject: [EventStore],
      useFactory: (store: EventStore) => new EventPlaces(store),
    },
  ],
})
export class StreamModule {}
