import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { causeOfClient } from '../../../commands/origin';
import { DeliveryList } from '../../../outbound/deliveries/progress/delivery-list';
import { DeliveryLog, type ListedDelivery } from '../../../outbound/deliveries/read-deliveries';
import { ManageEndpoints } from '../../../outbound/endpoints/manage-endpoints';
import { Random } from '../../../shared/random';
import { NeedsScope } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { placeCursor, readPlaceCursor, readRevisionCursor, revisionCursor } from '../../fields/cursor';
import { limitOf } from '../../fields/page.dto';
import { ApiCommand, ApiCurrentAnswer, ApiProblem } from '../../http/openapi/decorators';
import { invalid, notFound } from '../../problems/problem';
import { DeliveryPageResponse, DeliveryResponse } from './delivery.response';
import { ListDeliveriesDto } from './list-deliveries.dto';

/** What the endpoints of a client were sent. */
@ApiTags('webhooks')
@Controller('v1/webhook-deliveries')
export class DeliveriesController {
  constructor(
    private readonly endpoints: ManageEndpoints,
    private readonly log: DeliveryLog,
    private readonly sent: DeliveryList,
    private readonly random: Random,
  ) {}

  @Get()
  @NeedsScope('webhooks')
  @ApiCurrentAnswer(
    'What the endpoints of the calling client were sent: about a payout, in order, or to an endpoint, the newest first',
    DeliveryPageResponse,
  )
  async list(@Caller() client: ApiClient, @Query() query: ListDeliveriesDto): Promise<DeliveryPageResponse> {
    const { payoutId, endpointId } = query;
    const own = (await this.ownIds(client)).filter(id => endpointId === undefined || id === endpointId);
    if (payoutId !== undefined) return this.ofPayout(own, payoutId, query);
    if (endpointId === undefined)
      throw invalid({ field: 'payoutId', message: 'must be given, or endpointId in its place' });
    return own.length === 0 ? { items: [], nextCursor: null } : this.ofEndpoint(endpointId, query);
  }

  private async ofPayout(
    own: readonly string[],
    payoutId: string,
    query: ListDeliveriesDto,
  ): Promise<DeliveryPageResponse> {
    const { status } = query;
    const all = (await this.log.ofPayout(own, payoutId)).map(DeliveryResponse.from);
    const found = all.filter(each => status === undefined || each.status === status);
    const from = Number(readRevisionCursor(query.cursor));
    const end = from + limitOf(query);
    const nextCursor = found.length > end ? revisionCursor(BigInt(end)) : null;
    return { items: found.slice(from, end), nextCursor };
  }

  private async ofEndpoint(endpointId: string, query: ListDeliveriesDto): Promise<DeliveryPageResponse> {
    const { status } = query;
    const [head, revision, index] = readPlaceCursor(query.cursor, 3);
    const from = head === undefined ? undefined : { head, revision: revision!, index: Number(index) };
    const { ids, next } = await this.sent.page(endpointId, { status, limit: limitOf(query), from });
    const items = (await this.log.ofIds(endpointId, ids)).map(DeliveryResponse.from);
    const nextCursor = next ? placeCursor([next.head, next.revision, BigInt(next.index)]) : null;
    // What was open at the last save may have ended since.
    return { items: items.filter(each => status === undefined || each.status === status), nextCursor };
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
