import { ApiSchema } from '@nestjs/swagger';
import type { RecordedEvent } from '../../../event-store/event-store';
import { PageOf } from '../../fields/page.response';
import { Choice, EventId, Integer, OR_NULL, Text, TextList, Time } from '../../fields/response-fields';
import { SECURITY_KINDS, type SecurityEventRecorded, type SecurityKind } from './security-event';

const ID = '6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d';

@ApiSchema({ name: 'SecurityEvent', description: 'What a client did, once or several times within a minute' })
export class SecurityEventResponse {
  @EventId()
  readonly id!: string;
  @Choice([...SECURITY_KINDS])
  readonly kind!: SecurityKind;
  @Text('alice', { nullable: true, description: 'null: a stranger, or the operator at the command line' })
  readonly client!: string | null;
  @Text(ID, OR_NULL)
  readonly keyId!: string | null;
  @Text(ID, { nullable: true, description: 'The first of the requests that are counted here' })
  readonly requestId!: string | null;
  @Text('GET /v1/payouts/:id', OR_NULL)
  readonly route!: string | null;
  @TextList(ID, { description: 'The ids that were asked for, at most a hundred of them' })
  readonly subjects!: readonly string[];
  @Text('EXPIRED', OR_NULL)
  readonly reason!: string | null;
  @Integer(1, { description: 'How often, from `firstAt` to `lastAt`' })
  readonly count!: number;
  @Time()
  readonly firstAt!: string;
  @Time()
  readonly lastAt!: string;
  @Text('192.0.2.7', { nullable: true, description: 'null without `personal:read`' })
  readonly address!: string | null;

  static from(event: RecordedEvent<SecurityEventRecorded>, withPersonal: boolean): SecurityEventResponse {
    const { kind, client, keyId, requestId, route, subjects, reason, count } = event.body.data;
    const { firstAt, lastAt, personal } = event.body.data;
    const address = withPersonal ? (personal?.address ?? null) : null;
    const who = { client, keyId, requestId, route, subjects, reason };
    return { id: event.id, kind, ...who, count, firstAt, lastAt, address };
  }
}

@ApiSchema({ name: 'SecurityEventPage' })
export class SecurityEventPageResponse extends PageOf(SecurityEventResponse) {}
