import { Controller, Headers, HttpCode, HttpException, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { NotificationHeaders } from '../providers/port/provider';
import { AcceptedWhileNotReady, Public, RawBody } from '../shared/route-metadata';
import { NotificationInbox } from './notification-inbox';

/**
 * Receives the providers' notifications. The answer says only that the bytes are on disk; the saga reads them later. A
 * provider has no API key: its signature or secret proves the sender.
 */
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly inbox: NotificationInbox) {}

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
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const receipt = await this.inbox.receive(provider, rawBody, headers);
    if (receipt === 'PROVIDER_NOT_CONFIGURED') throw new HttpException('No such provider', 404);
    if (receipt === 'SIGNATURE_INVALID') throw new HttpException('The signature does not match', 401);
    return { received: true };
  }
}
