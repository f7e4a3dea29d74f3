import { ApiSchema } from '@nestjs/swagger';
import type { PeriodReopening } from '../../../commands/results';
import {
  BOOKS_TIME_ZONE,
  type PeriodOnRecord,
  type PeriodSeal,
} from '../../../commands/periods/periods-on-record';
import { formatAmount } from '../../../shared/money';
import {
  Amount,
  Choice,
  CurrencyCode,
  Integer,
  ListOf,
  Nested,
  OR_NULL,
  Text,
  Time,
} from '../../fields/response-fields';
import { EXAMPLE_PROVIDER } from '../../../providers/provider-names';
import { PeriodBlocker } from '../../problems/problem';

@ApiSchema({ name: 'SealedSum', description: 'Both sides of the trial balance; they are equal' })
class SealedSumResponse {
  @CurrencyCode()
  readonly currency!: string;
  @Amount('1500.00')
  readonly debitTotal!: string;
  @Amount('1500.00')
  readonly creditTotal!: string;
}

@ApiSchema({ name: 'AcceptedSuspense', description: 'What stood on suspense and was accepted' })
class AcceptedSuspenseResponse {
  @Text(`provider:${EXAMPLE_PROVIDER}:suspense`)
  readonly ledgerAccount!: string;
  @CurrencyCode()
  readonly currency!: string;
  @Amount('0.69', { description: 'Debits less credits: what the house carries' })
  readonly balance!: string;
}

@ApiSchema({ name: 'PeriodSeal', description: 'The trial balance of the period’s end, as it was closed' })
export class PeriodSealResponse {
  @Text('4711/4711', {
    ...OR_NULL,
    description: 'Of the last entry before the end; the trial balance as of it has the sealed lines',
  })
  readonly position!: string | null;
  @Integer(12, { description: 'How many lines the trial balance has' })
  readonly lines!: number;
  @ListOf(() => SealedSumResponse)
  readonly sums!: readonly SealedSumResponse[];
  @Text('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', {
    description: 'SHA-256 over the lines, in hex',
  })
  readonly fingerprint!: string;
  @Text('holdfast.example/log\n42\nCsUY…\n', {
    ...OR_NULL,
    description: 'The last checkpoint of the proof log when it was closed',
  })
  readonly checkpoint!: string | null;
  @ListOf(() => AcceptedSuspenseResponse)
  readonly suspense!: readonly AcceptedSuspenseResponse[];
  @Text('Fee above the hold, the house bears it', OR_NULL)
  readonly suspenseBecause!: string | null;
  @Text('alice')
  readonly closedBy!: string;
  @Time()
  readonly closedAt!: string;

  static from(seal: PeriodSeal): PeriodSealResponse {
    const { position, lines, fingerprint, checkpoint, suspenseBecause, closedBy, closedAt } = seal;
    const sums = seal.sums.map(({ currency, debitTotalMinor, creditTotalMinor }) => ({
      currency,
      debitTotal: formatAmount(debitTotalMinor, currency),
      creditTotal: formatAmount(creditTotalMinor, currency),
    }));
    const suspense = seal.suspense.map(({ ledgerAccount, currency, balanceMinor }) => {
      return { ledgerAccount, currency, balance: formatAmount(balanceMinor, currency) };
    });
    return { position, lines, sums, fingerprint, checkpoint, suspense, suspenseBecause, closedBy, closedAt };
  }
}

@ApiSchema({ name: 'ProposedReopening', description: 'Another person has to confirm it' })
class ProposedReopeningResponse {
  @Text('The wrong suspense was accepted')
  readonly reason!: string;
  @Text('bob')
  readonly proposedBy!: string;
  @Time()
  readonly proposedAt!: string;
}

@ApiSchema({ name: 'Period' })
export class PeriodResponse {
  @Text('2026-11')
  readonly period!: string;
  @Choice(['OPEN', 'CLOSED'])
  readonly status!: 'OPEN' | 'CLOSED';
  @Text('America/Sao_Paulo')
  readonly timeZone!: string;
  @Time()
  readonly from!: string;
  @Time({ description: 'The period is what was booked before it' })
  readonly to!: string;
  @Nested(() => PeriodSealResponse, { nullable: true })
  readonly seal!: PeriodSealResponse | null;
  @Nested(() => ProposedReopeningResponse, { nullable: true })
  readonly reopening!: ProposedReopeningResponse | null;

  static from({ month, seal, proposal }: PeriodOnRecord): PeriodResponse {
    const { period, from, to } = month;
    return {
      period,
      status: seal ? 'CLOSED' : 'OPEN',
      timeZone: BOOKS_TIME_ZONE,
      from: from.toISOString(),
      to: to.toISOString(),
      seal: seal ? PeriodSealResponse.from(seal) : null,
      reopening: proposal
        ? { reason: proposal.reason, proposedBy: proposal.proposedBy, proposedAt: proposal.proposedAt }
        : null,
    };
  }
}

@ApiSchema({ name: 'PeriodWithBlockers' })
export class PeriodWithBlockersResponse extends PeriodResponse {
  @ListOf(() => PeriodBlocker, {
    description: 'What keeps it from being closed now; none where it is closed',
  })
  readonly blockers!: readonly PeriodBlocker[];
}

@ApiSchema({ name: 'Periods' })
export class PeriodsResponse {
  @ListOf(() => PeriodResponse, { description: 'Every period that was ever closed, the latest first' })
  readonly items!: readonly PeriodResponse[];
}

@ApiSchema({ name: 'PeriodReopening' })
export class PeriodReopeningResponse {
  @Text('2026-11')
  readonly period!: string;
  @Choice(['PROPOSED', 'REOPENED'], { description: 'PROPOSED: closed until another person confirms' })
  readonly status!: PeriodReopening['status'];

  static from({ period, status }: PeriodReopening): PeriodReopeningResponse {
    return { period, status };
  }
}
