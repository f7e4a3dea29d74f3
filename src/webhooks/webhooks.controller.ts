import { Controller, Headers, HttpCode, HttpException, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { NotificationHeaders } from '../providers/port/provider';
import { AcceptedWhileNotReady, Public, RawBody } from '../shared/route-metadata';
import { NotificationInbox } from './notification-inbox';
import { OrderAuthorisation, type Authorisation } from './order-authorisation';

/**
 * Receives the providers' notifications. The answer says only that the bytes are on disk; the saga reads them later. A
 * provider has no API key: its signature or secret proves the sender.
 */
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly inbox: NotificationInbox,
    private readonly authorisation: OrderAuthorisation,
  ) {}

  @Post(':provider')
  @HttpCode(200)
  @Public()
  @AcceptedWhileNotReady()
  @RawBody('256kb')
  @ApiExcludeEndpoint()
  async receive(
    @Param('provider') provider: string,
    @Headers() headers: NotificationHeaders,
    @Req() request: { body: unknown },
  ): Promise<{ received: true }> {
    accepted(await this.inbox.receive(provider, bytesOf(request), headers));
    return { received: true };
  }

  /** The provider asks whether an order is ours, before it pays. */
  @Post(':provider/authorise')
  @HttpCode(200)
  @Public()
  @AcceptedWhileNotReady()
  @RawBody('256kb')
  @ApiExcludeEndpoint()
  async authorise(
    @Param('provider') provider: string,
    @Headers() headers: NotificationHeaders,
    @Req() request: { body: unknown },
  ): Promise<Authorisation> {
    return accepted(await this.authorisation.answer(provider, bytesOf(request), headers));
  }
}

const bytesOf = ({ body }: { body: unknown }): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** @throws {HttpException} 404 for a provider that we do not use, 401 for another sender */
function accepted<Answer>(answer: Answer): Exclude<Answer, 'PROVIDER_NOT_CONFIGURED' | 'SIGNATURE_INVALID'> {
  if (answer === 'PROVIDER_NOT_CONFIGURED') throw new HttpException('No such provider', 404);
  if (answer === 'SIGNATURE_INVALID') throw new HttpException('The signature does not match', 401);
  return answer as Exclude<Answer, 'PROVIDER_NOT_CONFIGURED' | 'SIGNATURE_INVALID'>;
}
