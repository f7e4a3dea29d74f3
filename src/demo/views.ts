import type { components } from '@holdfast/client';

type Schemas = components['schemas'];

/** The answers of the API that the demo reads. */
export type PayoutAnswer = Schemas['Payout'];
export type AccountAnswer = Schemas['Account'];
export type TrialBalanceAnswer = Schemas['TrialBalance'];
export type EventsAnswer = Schemas['EventPage'];
export type CaseAnswer = Schemas['Case'];
