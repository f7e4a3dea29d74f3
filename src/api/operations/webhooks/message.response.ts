import { ApiSchema } from '@nestjs/swagger';
import { MESSAGE_TYPES, TEST_MESSAGE } from '../../../domain/outbound/events';
import { CASE_KINDS } from '../../../queries/cases/case-view';
import { PAYOUT_STATUSES } from '../../../queries/payouts/payout-view';
import {
  AccountId,
  Amount,
  CaseId,
  Choice,
  CurrencyCode,
  DepositId,
  EndToEndId,
  ExternalReference,
  Integer,
  LogPosition,
  Nested,
  OR_NULL,
  PayoutId,
  ProviderCode,
  Text,
  Time,
} from '../../fields/response-fields';

/** The bodies of messages, for the document alone: `src/outbound/messages/body.ts` writes them. */
abstract class Message {
  @Integer(1, { description: 'Of the form of the body. New fields come without a new version' })
  readonly version!: number;
  @Time({ description: 'When it happened' })
  readonly timestamp!: string;
}

abstract class Placed {
  @Text('/v1/payouts/6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d', { description: 'The route that shows it' })
  readonly path!: string;
  @LogPosition()
  readonly position!: string;
}

@ApiSchema({ name: 'ReturnInMessage' })
class ReturnInMessage {
  @EndToEndId('D1234567820260302120000000000001')
  readonly endToEndId!: string | null;
  @Amount('10.00')
  readonly amount!: string;
  @Amount('0.00')
  readonly feeAmount!: string;
}

@ApiSchema({ name: 'PayoutInMessage', description: 'As of the event. It never holds the payee' })
class PayoutInMessage extends Placed {
  @PayoutId()
  readonly id!: string;
  @AccountId()
  readonly accountId!: string;
  @ProviderCode()
  readonly provider!: string;
  @Choice(PAYOUT_STATUSES)
  readonly status!: string;
  @ExternalReference()
  readonly externalReference!: string;
  @CurrencyCode()
  readonly currency!: string;
  @Amount('50.00')
  readonly originalAmount!: string;
  @Amount('0.50', OR_NULL)
  readonly feeAmount!: string | null;
  @Amount('50.50', OR_NULL)
  readonly finalAmount!: string | null;
  @Amount('0.00')
  readonly returnedAmount!: string;
  @EndToEndId()
  readonly endToEndId!: string | null;
  @Text('PIX_KEY_NOT_FOUND', OR_NULL)
  readonly failureCode!: string | null;
  @Nested(() => ReturnInMessage, { required: false, description: 'With payout.returned' })
  readonly return?: ReturnInMessage;
  @Integer(1, { required: false, description: 'With payout.approved: the how-manieth approval it is' })
  readonly approval?: number;
  @Integer(2, { required: false, description: 'With payout.approved: how many are needed' })
  readonly approvals?: number;
}

@ApiSchema({ name: 'CaseInMessage' })
class CaseInMessage extends Placed {
  @CaseId()
  readonly id!: string;
  @Choice(CASE_KINDS)
  readonly kind!: string;
  @PayoutId()
  readonly payoutId!: string;
  @Choice(['OPEN', 'RESOLVED'])
  readonly status!: string;
  @Text('ACCEPT_COMPLETION', OR_NULL)
  readonly resolution!: string | null;
}

@ApiSchema({ name: 'DepositInMessage' })
class DepositInMessage extends Placed {
  @DepositId()
  readonly id!: string;
  @AccountId()
  readonly accountId!: string;
  @ProviderCode()
  readonly provider!: string;
  @Text('opening-funds')
  readonly reference!: string;
  @CurrencyCode()
  readonly currency!: string;
  @Amount('1000.00')
  readonly amount!: string;
}

@ApiSchema({ name: 'EndpointInMessage' })
class EndpointInMessage {
  @Text('b1e7a2c4-1f0d-4f6b-8a6e-0d9c5b7f1a23')
  readonly endpointId!: string;
}

const typesOf = (subject: string) => MESSAGE_TYPES.filter(type => type.startsWith(`${subject}.`));

@ApiSchema({ name: 'PayoutMessage' })
export class PayoutMessage extends Message {
  @Choice(typesOf('payout'))
  readonly type!: string;
  @Nested(() => PayoutInMessage)
  readonly data!: PayoutInMessage;
}

@ApiSchema({ name: 'CaseMessage' })
export class CaseMessage extends Message {
  @Choice(typesOf('case'))
  readonly type!: string;
  @Nested(() => CaseInMessage)
  readonly data!: CaseInMessage;
}

@ApiSchema({ name: 'DepositMessage' })
export class DepositMessage extends Message {
  @Choice(typesOf('deposit'))
  readonly type!: string;
  @Nested(() => DepositInMessage)
  readonly data!: DepositInMessage;
}

@ApiSchema({ name: 'TestMessage' })
export class TestMessage extends Message {
  @Choice([TEST_MESSAGE])
  readonly type!: string;
  @Nested(() => EndpointInMessage)
  readonly data!: EndpointInMessage;
}
