import { Controller, Headers, HttpCode, HttpException, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { PROVIDER_NAMES, type ProviderName } from '../domain/payout/payee';
import type { NotificationHeaders } from '../providers/port/provider';
import { NotificationInbox } from './notification-inbox';

/** Where the providers deliver. The answer says only that the bytes are on disk; what they mean is worked out later. */
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly inbox: NotificationInbox) {}

  @Post(':provider')
  @HttpCode(200)
  @ApiExcludeEndpoint()
  async receive(
    @Param('provider') provider: string,
    @Headers() headers: NotificationHeaders,
    @Req() request: { body: unknown },
  ): Promise<{ received: true }> {
    if (!isProvider(provider)) throw new HttpException('No such provider', 404);
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const receipt = await this.inbox.receive(provider, rawBody, headers);
    if (receipt === 'PROVIDER_NOT_CONFIGURED') throw new HttpException('No such provider', 404);
    if (receipt === 'SIGNATURE_INVALID') throw new HttpException('The signature does not match', 401);
    return { received: true };
  }
}

const isProvider = (name: string): name is ProviderName =>
  (PROVIDER_NAMES as readonly string[]).includes(name);
