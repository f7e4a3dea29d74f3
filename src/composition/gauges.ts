import type { Gauge } from '../api/metrics/gauge';
import type { ReadModels } from '../projections/read-models';
import { openCases, unfinishedPayouts } from '../queries/work-in-hand';
import type { Clock } from '../shared/clock';

/** What /metrics tells of the read models and of the work in hand. */
export function gaugesOf(readModels: ReadModels, clock: Clock): Gauge[] {
  const { database } = readModels;
  const projections = () => readModels.status().projections;
  return [
    {
      name: 'holdfast_projection_lag_seconds',
      help: 'How long the oldest event that is not applied has waited; absent where another process writes',
      labels: ['projection'],
      read: async () =>
        projections()
          .filter(({ state }) => state !== 'standby' && state !== 'stopped')
          .map(({ name: projection, waitingSince }) => ({
            labels: { projection },
            value: waitingSince ? (clock.now().getTime() - waitingSince.getTime()) / 1_000 : 0,
          })),
    },
    {
      name: 'holdfast_projection_state',
      help: '1 for the state each projection is in, in this process',
      labels: ['projection', 'state'],
      read: async () =>
        projections().map(({ name: projection, state }) => ({ labels: { projection, state }, value: 1 })),
    },
    {
      name: 'holdfast_payouts_unfinished',
      help: 'Payouts that have not ended yet',
      labels: ['provider', 'status'],
      read: async () =>
        (await unfinishedPayouts(database)).map(({ provider, status, count }) => ({
          labels: { provider, status },
          value: count,
        })),
    },
    {
      name: 'holdfast_cases_open',
      help: 'Cases that are not resolved',
      labels: ['kind'],
      read: async () =>
        (await openCases(database)).map(({ kind, count }) => ({ labels: { kind }, value: count })),
    },
  ];
}
