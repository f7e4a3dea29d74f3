import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { causeOfClient } from '../../../commands/origin';
import { RangeReplay } from '../../../outbound/deliveries/progress/range-replay';
import { DeliveryLog } from '../../../outbound/deliveries/read-deliveries';
import { ManageEndpoints } from '../../../outbound/endpoints/manage-endpoints';
import { Random } from '../../../shared/random';
import { NeedsScope } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { placeCursor, readPlaceCursor } from '../../fields/cursor';
import { parseTime } from '../../fields/times';
import { ApiCommand, ApiProblem } from '../../http/openapi/decorators';
import { invalid, notFound } from '../../problems/problem';
import { RangeReplayDto } from './range-replay.dto';
import { RangeReplayResponse } from './range-replay.response';

/** Sends again what an endpoint was sent about a time. */
@ApiTags('webhooks')
@Controller('v1/webhook-endpoints')
export class RangeReplayController {
  constructor(
    private readonly endpoints: ManageEndpoints,
    private readonly range: RangeReplay,
    private readonly log: DeliveryLog,
    private readonly random: Random,
  ) {}

  @Post(':id/replay')
  @HttpCode(202)
  @NeedsScope('webhooks')
  @ApiCommand(
    'Sends again what an endpoint was sent about the events of a time',
    202,
    RangeReplayResponse,
    'A part is on its way. Ask again with nextCursor until there is none',
  )
  @ApiProblem(404, 'ENDPOINT_NOT_FOUND')
  async replay(
    @Caller() client: ApiClient,
    @Param('id') endpointId: string,
    @Body() body: RangeReplayDto,
  ): Promise<RangeReplayResponse> {
    const range = { from: parseTime(body.from)!, to: parseTime(body.to)! };
    if (range.from >= range.to) throw invalid({ field: 'to', message: 'must be later than from' });
    const [revision, end] = readPlaceCursor(body.cursor ?? undefined, 2);
    const own = await this.endpoints.list(client.clientName);
    if (!own.some(endpoint => endpoint.endpointId === endpointId))
      throw notFound('ENDPOINT_NOT_FOUND', 'There is no endpoint with this id');
    const at = revision === undefined ? undefined : { revision, end: end! };
    const { ids, next } = await this.range.part(endpointId, range, at);
    const cause = causeOfClient(client.clientName, originOf(client), this.random.uuid());
    // One after another: the messages of a payout are asked for in their order.
    for (const id of ids) await this.log.askReplay(id, cause);
    return { asked: ids.length, nextCursor: next ? placeCursor([next.revision, next.end]) : null };
  }
}
