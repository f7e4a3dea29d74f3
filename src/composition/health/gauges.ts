import { statfs } from 'node:fs/promises';
import type { Gauge } from '../../api/operations/gauge';
import type { ProviderModes } from '../../api/operations/provider-modes';
import type { ReadModels } from '../../projections/read-models';
import type { Database } from '../../projections/schema';
import { availableFloats } from '../../queries/ledger/available-float';
import {
  moneyOnHold,
  oldestUnfinished,
  openCases,
  unfinishedPayouts,
  waitingApprovals,
} from '../../queries/ledger/open-work-counts';
import type { ProviderGateStatus, ProviderGate } from '../../providers/gate/provider-gate';
import { VERSION } from '../telemetry/version';
import { PROVIDER_NAMES } from '../../providers/provider-names';
import type { Clock } from '../../shared/clock';

type Gate = Pick<ProviderGate, 'status'>;

/** What is free on the disk of the embedded event store, in bytes; below its reserve nothing is accepted. */
export const diskGauge = (folder: string): Gauge => ({
  name: 'holdfast_disk_free_bytes',
  help: 'What is free on the disk of the embedded event store; below 67108864 nothing is accepted',
  labels: [],
  read: async () => {
    const { bavail, bsize } = await statfs(folder);
    return [{ labels: {}, value: bavail * bsize }];
  },
});

/** Whether a provider in use is simulated. */
export const sandboxGauge = ({ byProvider }: ProviderModes): Gauge => ({
  name: 'holdfast_provider_sandbox',
  help: '1 where a sandbox stands in for the provider, and its payouts move no money',
  labels: ['provider'],
  read: async () =>
    [...byProvider].map(([provider, mode]) => ({ labels: { provider }, value: mode === 'sandbox' ? 1 : 0 })),
});

/** Which build this process runs. */
export const buildGauge: Gauge = {
  name: 'holdfast_build_info',
  help: 'Always 1; the labels name the version of the service and of Node',
  labels: ['version', 'node'],
  read: async () => [{ labels: { version: VERSION, node: process.versions.node }, value: 1 }],
};

/** What /metrics tells of the read models, of the work in hand and of the way to the providers. */
export const gaugesOf = (readModels: ReadModels, gate: Gate, clock: Clock): Gauge[] => [
  ...projectionGauges(readModels, clock),
  ...workGauges(readModels.database),
  ...moneyUnderWayGauges(readModels.database, clock),
  ...approvalGauges(readModels.database, clock),
  ...gateGauges(gate),
];

function projectionGauges(readModels: ReadModels, clock: Clock): Gauge[] {
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
            // The store's clock may be ahead of ours.
            value: waitingSince ? Math.max(0, clock.now().getTime() - waitingSince.getTime()) / 1_000 : 0,
          })),
    },
    {
      name: 'holdfast_foreign_logs_found',
      help: 'How often, since the start, the event store held another log than the read model was built from',
      labels: ['projection'],
      read: async () =>
        projections().map(({ name: projection, foreignLogs }) => ({
          labels: { projection },
          value: foreignLogs,
        })),
    },
    {
      name: 'holdfast_projection_state',
      help: '1 for the state each projection is in, in this process',
      labels: ['projection', 'state'],
      read: async () =>
        projections().map(({ name: projection, state }) => ({ labels: { projection, state }, value: 1 })),
    },
  ];
}

function workGauges(database: Database): Gauge[] {
  return [
    {
      name: 'holdfast_payouts_unfinished',
      help: 'Payouts that have not ended yet',
      labels: ['provider', 'status'],
      read: async () =>
        (await unfinishedPayouts(database, PROVIDER_NAMES)).map(({ provider, status, count }) => ({
          labels: { provider, status },
          value: count,
        })),
    },
    {
      name: 'holdfast_provider_float_left_minor',
      help: 'What the books leave at a provider after its fees and the payouts under way, in minor units',
      labels: ['provider', 'currency'],
      read: async () =>
        (await availableFloats(database, PROVIDER_NAMES)).map(({ provider, currency, availableMinor }) => ({
          labels: { provider, currency },
          value: Number(availableMinor),
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

function moneyUnderWayGauges(database: Database, clock: Clock): Gauge[] {
  return [
    {
      name: 'holdfast_payout_oldest_unfinished_seconds',
      help: 'How long ago the oldest payout that has not ended was requested; 0 where none is under way',
      labels: [],
      read: async () => [{ labels: {}, value: secondsSince(await oldestUnfinished(database), clock) }],
    },
    {
      name: 'holdfast_money_on_hold_minor',
      help: 'The holds of all accounts together, in minor units',
      labels: ['currency'],
      read: async () =>
        (await moneyOnHold(database)).map(({ currency, heldMinor }) => ({
          labels: { currency },
          value: Number(heldMinor),
        })),
    },
  ];
}

const secondsSince = (since: Date | null, clock: Clock): number =>
  since ? Math.max(0, clock.now().getTime() - since.getTime()) / 1_000 : 0;

function approvalGauges(database: Database, clock: Clock): Gauge[] {
  return [
    {
      name: 'holdfast_approvals_waiting',
      help: 'Payouts and deposits that wait for people to approve them',
      labels: [],
      read: async () => [{ labels: {}, value: (await waitingApprovals(database)).count }],
    },
    {
      name: 'holdfast_approval_oldest_seconds',
      help: 'How long the oldest payout or deposit has waited for people; 0 where none waits',
      labels: [],
      read: async () => [
        { labels: {}, value: secondsSince((await waitingApprovals(database)).since, clock) },
      ],
    },
  ];
}

/** A provider is there once it has been called by this process. */
function gateGauges(gate: Gate): Gauge[] {
  const of = (name: string, help: string, value: (door: ProviderGateStatus) => number): Gauge => ({
    name,
    help,
    labels: ['provider'],
    read: async () =>
      gate.status().map(door => ({ labels: { provider: door.provider }, value: value(door) })),
  });
  return [
    of('holdfast_provider_held_back', '1 while a provider is known to be away and nothing is sent', door =>
      door.breaker === 'open' ? 1 : 0,
    ),
    of('holdfast_provider_calls_under_way', 'Calls to a provider, of this process', door => door.underWay),
    of(
      'holdfast_provider_calls_waiting',
      'Calls that wait for their turn, of this process',
      door => door.waiting,
    ),
  ];
}
