import { serviceOfThisFile } from '../support/service';
import { accessFlows } from './flows/access';
import { bookFlows } from './flows/books';
import { pageFlows } from './flows/pages';
import { payoutFlows } from './flows/payouts';
import { peopleFlows } from './flows/people';
import { webhookFlows } from './flows/webhooks';
import { proofFlows } from './flows/proofs';
import { Stage } from './stage';

const holdfast = serviceOfThisFile(() => ({
  env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8', NTXPAY_FEE_SCHEDULE: '0.03' },
  proofIntervalMs: 200,
}));
const stage = new Stage(holdfast);
beforeAll(() => stage.start());
// The pages are still open while the service ends: they ask again and again, and do not hold it up.
afterAll(() => stage.end());

describe('a person at the payouts', () => payoutFlows(stage));
describe('people at the console', () => peopleFlows(stage));
describe('a person at the books', () => bookFlows(stage));
describe('a person at the webhooks', () => webhookFlows(stage));
describe('a person at the proofs', () => proofFlows(stage));
describe('all pages', () => pageFlows(stage));
describe('a person with a key', () => accessFlows(stage));
