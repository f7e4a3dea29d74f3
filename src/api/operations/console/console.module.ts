import { Module } from '@nestjs/common';
import { KeysModule } from '../../auth/keys/keys.module';
import { SessionController } from './session/session.controller';

/** The session of a person in the console. Everything else that the console shows comes from the routes of the API. */
@Module({ imports: [KeysModule], controllers: [SessionController] })
export class ConsoleModule {}
