import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terms } from './shape';

interface Sample {
  /** Where it stands: the seed document of its provider, or a page of its public documentation. */
  readonly source: string;
  /** What an answer of the same kind may have otherwise, each as the provider says it or as the sample breaks off. */
  readonly terms?: Terms;
}

/** The account and the bank of a counterpart may all be null but for the bank's code. */
const BANK = ['bankISPB', 'bankName', 'bankCode', 'accountBranch', 'accountNumber'];
const bankOf = (path: string): string[] => BANK.map(name => `${path}.bank.${name}`);

/**
 * Every sample the providers' documents show, as files under `samples/`. Values are the provider's own. NTX Pay's pages are
 * those of any brand of its engine. Where a sample ends in `...` on its page, the file holds what stands before.
 */
export const SAMPLES = {
  'ntxpay/token': { source: 'api-reference/generate-token', terms: { free: ['access_token'] } },
  'ntxpay/accepted': { source: 'api-reference/pix-cash-out', terms: { free: ['externalId'] } },
  'ntxpay/cash-out-confirmed': {
    source: 'the seed document, Webhooks › CashOut',
    terms: {
      free: ['externalId', 'counterpart.name'],
      same: ['event', 'status', 'transactionType', 'movementType', 'errorCode', 'errorMessage', 'metadata'],
    },
  },
  // Broken off after errorMessage: the rest is taken from the confirmed one.
  'ntxpay/cash-out-error': {
    source: 'the seed document, Webhooks › CashOut › Error Handling',
    terms: {
      free: ['externalId', 'counterpart.name', 'errorMessage'],
      same: ['event', 'status', 'transactionType', 'movementType', 'metadata'],
      nullable: ['endToEndId'],
    },
  },
  'ntxpay/cash-out-reversal': {
    source: 'api-reference/guides/webhooks/cash-out-reversal',
    terms: {
      // Ids are UUIDs here and numbers on newer pages; what metadata holds is not described.
      open: ['metadata'],
      free: [
        'transactionId',
        'parentTransaction.transactionId',
        'parentTransaction.externalId',
        'parentTransaction.counterpart.name',
      ],
      same: ['event', 'status', 'transactionType', 'movementType', 'externalId', 'errorCode', 'errorMessage'],
    },
  },
  'ntxpay/cash-in-reversal': { source: 'en/docs/webhooks/cash-in-reversal' },
  'ntxpay/transaction': {
    source: 'api-reference/pix-transaction-poll',
    terms: {
      free: ['externalId', 'counterpartName'],
      nullable: [
        'externalId',
        'e2eId',
        'counterpartName',
        'counterpartDocument',
        'counterpartAccountBankCode',
        'counterpartAccountBranch',
        'counterpartAccountNumber',
        'counterpartAccountIspb',
        'counterpartAccountBankName',
        'processedAt',
      ],
    },
  },
  // What stands beside `data` was not seen. The endToEndId of the sample is a character too long for one.
  'ntxpay/search': {
    source: 'api-reference/transactions-search',
    terms: {
      open: [''],
      free: [
        'data[].externalId',
        'data[].operationType',
        'data[].status',
        'data[].endToEndId',
        'data[].counterpart.name',
      ],
      nullable: ['data[].externalId', ...bankOf('data[].counterpart')],
    },
  },
  'ntxpay/balance': { source: 'en/docs/guides/balance' },
  'ntxpay/webhooks': {
    source: 'api-reference/webhooks-list',
    terms: { free: ['webhooks[].type', 'webhooks[].url'], open: ['webhooks[].headers'] },
  },
  'ntxpay/webhook-set': { source: 'api-reference/webhooks-setup', terms: { same: ['success'] } },
  'connectpsp/token': { source: 'apis/authentication/authtoken', terms: { free: ['accessToken'] } },
  'connectpsp/accepted': {
    source: 'the seed document, Step 3',
    terms: { free: ['externalReference'], same: ['status'] },
  },
  // `payee` ends in `...`; by guides/webhooks the data mirror the answer to GET.
  'connectpsp/cash-out-completed': {
    source: 'the seed document, Step 4',
    terms: {
      free: ['data.externalReference', 'data.payee.name'],
      open: ['data.payee'],
      same: ['eventType', 'data.status'],
    },
  },
  // The data end in `...`.
  'connectpsp/cash-out-failed': {
    source: 'the seed document, Step 4',
    terms: { free: ['data.failure.message'], same: ['eventType', 'data.status'] },
  },
  // A table of fields with an example for each; what stands below the PIX key was not seen.
  'connectpsp/cash-out': {
    source: 'apis/cash-out/getcashout',
    terms: { free: ['externalReference', 'payee.name'] },
  },
  'connectpsp/problem': {
    source: 'guides/error-handling',
    terms: { free: ['type', 'title', 'detail'] },
  },
  // A table of fields with an example for each; what stands below `proprietary` was not seen.
  'connectpsp/balance': {
    source: 'apis/account/getbalance',
    terms: { free: ['banks[].bank'], open: ['banks[].accounts.proprietary'] },
  },
} satisfies Record<string, Sample>;

export type SampleName = keyof typeof SAMPLES;

export const sampleText = (name: SampleName): string =>
  readFileSync(join(__dirname, 'samples', `${name}.json`), 'utf8');

export const sampleFields = (name: SampleName): Record<string, unknown> =>
  JSON.parse(sampleText(name)) as Record<string, unknown>;

export const termsOf = (name: SampleName): Terms => (SAMPLES[name] as Sample).terms ?? {};
