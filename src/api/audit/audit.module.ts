import { Module } from '@nestjs/common';
import { SecurityEventsController } from '../auth/security/security-events.controller';
import { AuditController } from './audit.controller';

/** The streams as they were recorded, and what was recorded about access, for the auditor. */
@Module({ controllers: [AuditController, SecurityEventsController] })
export class AuditModule {}
