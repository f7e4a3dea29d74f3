import { Module } from '@nestjs/common';
import { KeysController } from './keys.controller';

/** API keys over HTTP. The command line makes them in the same way. */
@Module({ controllers: [KeysController] })
export class ManagingModule {}
