import { createHash, timingSafeEqual } from 'node:crypto';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpException,
  Injectable,
  Param,
  Post,
  Req,
  ValidationPipe,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request } from 'express';
import { IdempotencyKey } from '../../src/api/http/idempotency-key';
import { createValidationPipe, validated } from '../../src/api/http/validation/validation-pipe';
import { BatchDto, BatchItemDto, PayoutDto } from '../../src/api/payouts/payout.dto';
import type { NotificationHeaders } from '../../src/providers/port/provider';
import { JsonBody, RawBody } from '../../src/shared/route-metadata';
import { Payouts, type PayoutAnswer } from './payouts';

@Controller('v1/payouts')
export class PayoutsController {
  private readonly pipe: ValidationPipe = createValidationPipe();

  constructor(private readonly payouts: Payouts) {}

  @Post()
  @HttpCode(202)
  request(@IdempotencyKey() key: string, @Body() body: PayoutDto): Promise<PayoutAnswer> {
    return this.payouts.request(key, body);
  }

  @Post('batch')
  @HttpCode(207)
  @JsonBody('1mb')
  async requestBatch(@Body() { items }: BatchDto): Promise<{ items: PayoutAnswer[] }> {
    const read = await Promise.all(items.map(item => validated(this.pipe, item, BatchItemDto)));
    return { items: await this.payouts.requestAll(read) };
  }

  @Get(':id')
  async find(@Param('id') id: string): Promise<{ status: string }> {
    const status = await this.payouts.status(id);
    if (status === undefined) throw new HttpException('No such payout', 404);
    return { status };
  }
}

@Controller('v1/accounts')
export class AccountsController {
  constructor(private readonly payouts: Payouts) {}

  @Get(':id')
  async find(@Param('id') id: string): Promise<object> {
    const balance = await this.payouts.balance(id);
    if (!balance) throw new HttpException('No such account', 404);
    return { id, balance };
  }
}

@Controller('webhooks')
export class NotificationsController {
  constructor(private readonly payouts: Payouts) {}

  @Post('connectpsp')
  @HttpCode(200)
  @RawBody('256kb')
  async receive(@Headers() headers: NotificationHeaders, @Req() request: { body: unknown }): Promise<object> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!(await this.payouts.settle(body, headers)))
      throw new HttpException('The signature does not match', 401);
    return { received: true };
  }
}

/** The API key of the one client, compared as a hash. */
@Injectable()
export class KeyGuard implements CanActivate {
  private readonly expected = hashOf(process.env['API_KEY'] ?? '');

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.path.startsWith('/webhooks/')) return true;
    const key = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (timingSafeEqual(hashOf(key), this.expected)) return true;
    throw new HttpException('No such key', 401);
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
