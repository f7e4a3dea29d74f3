import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { causeOfClient } from '../../../commands/origin';
import { DeliveryLog, type ListedDelivery } from '../../../outbound/deliveries/read-deliveries';
import { ManageEndpoints } from '../../../outbound/endpoints/manage-endpoints';
import { Random } from '../../../shared/random';
import { NeedsScope } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { readRevisionCursor, revisionCursor } from '../../fields/cursor';
import { limitOf } from '../../fields/page.dto';
import { ApiCommand, ApiCurrentAnswer, ApiProblem } from '../../http/openapi/decorators';
import { notFound } from '../../problems/problem';
import { DeliveryPageResponse, DeliveryResponse } from './delivery.response';
import { ListDeliveriesDto } from './list-deliveries.dto';

/** What the endpoints of a client were sent. */
@ApiTags('webhooks')
@Controller('v1/webhook-deliveries')
export class DeliveriesController {
  constructor(
    private readonly endpoints: ManageEndpoints,
    private readonly log: DeliveryLog,
    private readonly random: Random,
  ) {}

  @Get()
  @NeedsScope('webhooks')
  @ApiCurrentAnswer(
    'What the endpoints of the calling client were sent about a payout, in order',
    DeliveryPageResponse,
  )
  async list(@Caller() client: ApiClient, @Query() query: ListDeliveriesDto): Promise<DeliveryPageResponse> {
    const { payoutId, endpointId, status } = query;
    const own = (await this.ownIds(client)).filter(id => endpointId === undefined || id === endpointId);
    const all = (await this.log.ofPayout(own, payoutId)).map(DeliveryResponse.from);
    const found = all.filter(each => status === undefined || each.status === status);
    const from = Number(readRevisionCursor(query.cursor));
    const end = from + limitOf(query);
    const nextCursor = found.length > end ? revisionCursor(BigInt(end)) : null;
    return { items: found.slice(from, end), nextCursor };
  }

  @Get(':id')
  @NeedsScope('webhooks')
  @ApiCurrentAnswer('One delivery with its attempts', DeliveryResponse)
  @ApiProblem(404, 'DELIVERY_NOT_FOUND')
  async get(@Caller() client: ApiClient, @Param('id') id: string): Promise<DeliveryResponse> {
    return DeliveryResponse.from(await this.find(client, id));
  }

  @Post(':id/replay')
  @HttpCode(202)
  @NeedsScope('webhooks')
  @ApiCommand(
    'Sends a delivery again',
    202,
    DeliveryResponse,
    'The same id and body, signed with the secret of now',
  )
  @ApiProblem(404, 'DELIVERY_NOT_FOUND')
  async replay(@Caller() client: ApiClient, @Param('id') id: string): Promise<DeliveryResponse> {
    await this.find(client, id);
    const cause = causeOfClient(client.clientName, originOf(client), this.random.uuid());
    await this.log.askReplay(id, cause);
    return DeliveryResponse.from(await this.find(client, id));
  }

  /** What another client was sent answers as what does not exist. */
  private async find(client: ApiClient, id: string): Promise<ListedDelivery> {
    const found = await this.log.find(await this.ownIds(client), id);
    if (!found) throw notFound('DELIVERY_NOT_FOUND', 'There is no delivery with this id');
    return found;
  }

  private async ownIds({ clientName }: ApiClient): Promise<readonly string[]> {
    return (await this.endpoints.list(clientName)).map(({ endpointId }) => endpointId);
  }
}
