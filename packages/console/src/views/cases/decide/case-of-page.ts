import type { Schema } from '../../../shared/api/client';

export type CaseOfPage = Schema<'CaseWithEvidence'>;
