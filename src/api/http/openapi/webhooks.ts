import type { Type } from '@nestjs/common';
import { getSchemaPath } from '@nestjs/swagger';
import { MESSAGE_TYPES, TEST_MESSAGE } from '../../../domain/outbound/events';
import {
  CaseMessage,
  DepositMessage,
  PayoutMessage,
  TestMessage,
} from '../../operations/webhooks/message.response';

const BODIES: Readonly<Record<string, Type>> = {
  payout: PayoutMessage,
  case: CaseMessage,
  deposit: DepositMessage,
  endpoint: TestMessage,
};

export const MESSAGE_BODIES = Object.values(BODIES);

const SIGNED = {
  'webhook-id': 'Names the message. A repeat has the same id and the same body',
  'webhook-timestamp': 'When it was sent, in seconds since 1970. More than five minutes off: refuse it',
  'webhook-signature': 'v1 and a signature by Standard Webhooks; two of them while a secret is changed',
};

const PARAMETERS = Object.entries(SIGNED).map(([name, description]) => ({
  ...{ name, in: 'header', required: true, description },
  schema: { type: 'string' },
}));

const RESPONSES = {
  '2XX': { description: 'The message is stored' },
  '410': { description: 'Nothing more is to be sent here: the endpoint is disabled' },
  default: { description: 'A failure: the same message comes again' },
};

const operationOf = (type: string) => ({
  operationId: `on ${type}`.replace(/[ ._](.)/g, (_match, letter: string) => letter.toUpperCase()),
  summary: `An endpoint is told of ${type}`,
  tags: ['webhooks'],
  security: [],
  parameters: PARAMETERS,
  requestBody: {
    required: true,
    content: { 'application/json': { schema: { $ref: getSchemaPath(BODIES[type.split('.')[0]!]!) } } },
  },
  responses: RESPONSES,
});

/** What the service sends to webhook endpoints, by the name of the event. */
export const outboundWebhooks = (): Readonly<Record<string, object>> =>
  Object.fromEntries([...MESSAGE_TYPES, TEST_MESSAGE].map(type => [type, { post: operationOf(type) }]));
