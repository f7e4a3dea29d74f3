import { ApiSchema } from '@nestjs/swagger';
import { formatPosition, type RecordedEvent } from '../../../event-store/event-store';
import { formatTlogProof } from '../../../proofs/formats/tlog-proof';
import type { EntryProof, SignedTree } from '../../../proofs/reading/signed-tree';
import {
  Choice,
  EventId,
  Integer,
  ListOf,
  LogPosition,
  PayoutId,
  Text,
  Time,
} from '../../fields/response-fields';

const STATUSES = ['SIGNED', 'PENDING'] as const;

@ApiSchema({ name: 'EventProof' })
export class EventProofResponse {
  @EventId()
  readonly eventId!: string;
  @Text('PayoutRequested')
  readonly type!: string;
  @Text('payout-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')
  readonly stream!: string;
  @Integer(0)
  readonly revision!: number;
  @LogPosition()
  readonly position!: string;
  @Time()
  readonly recordedAt!: string;
  @Choice(STATUSES, {
    example: 'SIGNED',
    description: 'PENDING: the event came after the checkpoint; a later one has it',
  })
  readonly status!: (typeof STATUSES)[number];
  @Integer(4711, { nullable: true, description: 'Of the entry in the tree' })
  readonly index!: number | null;
  @Text('holdfast-entry/v1\n…', { nullable: true, description: 'The entry, byte for byte in UTF-8' })
  readonly entry!: string | null;
  @Text('c2sp.org/tlog-proof@v1\nindex 4711\n…', {
    nullable: true,
    description: 'As in c2sp.org/tlog-proof, with the checkpoint',
  })
  readonly proof!: string | null;

  static from(event: RecordedEvent, proof: EntryProof | undefined, checkpoint: string): EventProofResponse {
    return {
      eventId: event.id,
      type: event.body.type,
      stream: event.streamId,
      revision: Number(event.revision),
      position: formatPosition(event.position),
      recordedAt: event.recordedAt.toISOString(),
      status: proof ? 'SIGNED' : 'PENDING',
      index: proof?.index ?? null,
      entry: proof?.entry.toString() ?? null,
      proof: proof ? formatTlogProof({ ...proof, checkpoint }) : null,
    };
  }
}

@ApiSchema({ name: 'PayoutProof' })
export class PayoutProofResponse {
  @PayoutId()
  readonly payoutId!: string;
  @Text('holdfast-1b2c3d4e\n1000\n…', { description: 'The signed note that all proofs lead to' })
  readonly checkpoint!: string;
  @Integer(1000, { description: 'How many entries are signed' })
  readonly size!: number;
  @Integer(0, { description: 'How many of the events came after the checkpoint' })
  readonly pending!: number;
  @ListOf(() => EventProofResponse)
  readonly events!: readonly EventProofResponse[];

  static from(
    payoutId: string,
    { checkpointText: checkpoint, size }: SignedTree,
    events: readonly EventProofResponse[],
  ): PayoutProofResponse {
    const pending = events.filter(({ status }) => status === 'PENDING').length;
    return { payoutId, checkpoint, size, pending, events };
  }
}
