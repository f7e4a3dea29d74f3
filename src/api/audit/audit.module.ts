import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller';

/** The streams as they were recorded, for the auditor. */
@Module({ controllers: [AuditController] })
export class AuditModule {}
