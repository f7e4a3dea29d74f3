import { ApiSchema } from '@nestjs/swagger';
import { EventResponse } from '../audit/event.response';
import { ListOf, TextList } from '../fields/response-fields';

@ApiSchema({
  name: 'CaseEvidence',
  description:
    'As recorded. `personal` of exchanges and notifications is null for all but auditors with `personal:read`; without it payees are masked',
})
export class CaseEvidenceResponse {
  @ListOf(() => EventResponse, { description: "The case's own events" })
  readonly case!: readonly EventResponse[];
  /** One event, or none when its stream no longer has it. */
  @ListOf(() => EventResponse, { description: 'The event that opened it' })
  readonly cause!: readonly EventResponse[];
  @ListOf(() => EventResponse, { description: "The payout's events" })
  readonly payout!: readonly EventResponse[];
  @ListOf(() => EventResponse, { description: 'What went over the wire between us and the provider' })
  readonly exchanges!: readonly EventResponse[];
  @ListOf(() => EventResponse, { description: 'What the provider sent, raw body included' })
  readonly notifications!: readonly EventResponse[];
  @TextList('exchange-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d', {
    description: 'Streams with more events than are shown: /v1/audit/streams/{stream} has them',
  })
  readonly more!: readonly string[];
}
