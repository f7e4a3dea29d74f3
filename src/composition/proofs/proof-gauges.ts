import type { Gauge } from '../../api/operations/gauge';
import type { EventStore } from '../../event-store/event-store';
import { readLastCosignatures } from '../../proofs/log/cosigned-checkpoints';
import { readLastStamp } from '../../proofs/stamping/stamp-stream';
import type { Clock } from '../../shared/clock';
import type { Proofs } from './start-proof-log';

export interface ProofGaugeParts {
  readonly proofs: Pick<Proofs, 'log' | 'cosigning' | 'stamping'>;
  readonly store: Pick<EventStore, 'readLast'>;
  readonly clock: Clock;
}

/** What /metrics tells of the proof log. */
export function proofGauges(parts: ProofGaugeParts): Gauge[] {
  const { log, cosigning } = parts.proofs;
  return [
    {
      name: 'holdfast_proof_log_state',
      help: '1 for the state of the proof log in this process; refused: history is not what was signed',
      labels: ['state'],
      read: () => Promise.resolve([{ labels: { state: log.status().state }, value: 1 }]),
    },
    figure('holdfast_proof_log_signed_entries', 'Entries of the proof log in its last checkpoint', () => {
      return log.status().signed;
    }),
    figure('holdfast_proof_log_unsigned_entries', 'Entries of the proof log in no checkpoint yet', () => {
      const { entries, signed } = log.status();
      return entries === undefined ? undefined : entries - (signed ?? 0);
    }),
    {
      name: 'holdfast_witness_state',
      help: '1 for what became of the last checkpoint at each witness, in the process that writes the proof log',
      labels: ['witness', 'state'],
      read: () =>
        Promise.resolve(
          cosigning.status().map(({ name: witness, state }) => ({ labels: { witness, state }, value: 1 })),
        ),
    },
    cosignatureAge(parts),
    ...(parts.proofs.stamping ? [stampAge(parts)] : []),
  ];
}

/** Absent where another process writes the proof log. */
const figure = (name: string, help: string, value: () => number | undefined): Gauge => ({
  name,
  help: `${help}; absent where another process writes it`,
  labels: [],
  read: () => {
    const shown = value();
    return Promise.resolve(shown === undefined ? [] : [{ labels: {}, value: shown }]);
  },
});

/** From the events, so every process tells it, also after a restart. */
function cosignatureAge({ proofs, store, clock }: ProofGaugeParts): Gauge {
  const startedAt = clock.now();
  return {
    name: 'holdfast_witness_cosignature_age_seconds',
    help: 'Since the last cosignature of each witness, or since this start where there is none',
    labels: ['witness'],
    read: async () => {
      const last = await readLastCosignatures(store);
      return proofs.cosigning.keys().map(({ name: witness, id }) => {
        const own = last.find(each => each.name === witness && each.keyId === id);
        const sinceMs = own ? Date.parse(own.cosignedAt) : startedAt.getTime();
        return { labels: { witness }, value: Math.max(0, clock.now().getTime() - sinceMs) / 1_000 };
      });
    },
  };
}

function stampAge({ store, clock }: ProofGaugeParts): Gauge {
  const startedAt = clock.now();
  return {
    name: 'holdfast_time_stamp_age_seconds',
    help: 'Since the last time stamp of a checkpoint, or since this start where there is none',
    labels: [],
    read: async () => {
      const last = await readLastStamp(store);
      const sinceMs = last ? Date.parse(last.body.data.stampedAt) : startedAt.getTime();
      return [{ labels: {}, value: Math.max(0, clock.now().getTime() - sinceMs) / 1_000 }];
    },
  };
}
