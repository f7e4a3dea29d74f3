import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module';
import { SecurityModule } from '../security/security.module';
import { KeysController } from './keys.controller';

/** API keys over HTTP. The command line makes them in the same way. */
@Module({ imports: [KeysModule, SecurityModule], controllers: [KeysController] })
export class ManagingModule {}
