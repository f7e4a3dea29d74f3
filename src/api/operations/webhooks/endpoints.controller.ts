import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EndpointRefusal } from '../../../domain/outbound/decide-endpoint';
import type { WebhookEndpoint } from '../../../domain/outbound/endpoints';
import { ManageEndpoints } from '../../../outbound/endpoints/manage-endpoints';
import { Targets } from '../../../outbound/sending/target-url';
import type { Result } from '../../../shared/result';
import { NeedsScope } from '../../auth/access';
import { Caller } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { readRevisionCursor, revisionCursor } from '../../fields/cursor';
import { limitOf, PageDto } from '../../fields/page.dto';
import { ApiCommand, ApiCurrentAnswer, ApiProblem } from '../../http/openapi/decorators';
import { invalid, problem, ProblemError } from '../../problems/problem';
import { EndpointDto, NewEndpointDto, wishOf } from './endpoint.dto';
import {
  DeletedEndpointResponse,
  EndpointPageResponse,
  EndpointResponse,
  EndpointWithSecretResponse,
} from './endpoint.response';

type CommandType = 'DisableEndpoint' | 'EnableEndpoint' | 'DeleteEndpoint' | 'RequestTest';

/** Where a client gets messages. A client meets its own endpoints alone. */
@ApiTags('webhooks')
@Controller('v1/webhook-endpoints')
export class EndpointsController {
  constructor(
    private readonly endpoints: ManageEndpoints,
    private readonly targets: Targets,
  ) {}

  @Get()
  @NeedsScope('webhooks')
  @ApiCurrentAnswer('The endpoints of the calling client, the oldest first', EndpointPageResponse)
  async list(@Caller() client: ApiClient, @Query() query: PageDto): Promise<EndpointPageResponse> {
    const from = Number(readRevisionCursor(query.cursor));
    const end = from + limitOf(query);
    const own = await this.endpoints.list(client.clientName);
    const nextCursor = own.length > end ? revisionCursor(BigInt(end)) : null;
    return EndpointPageResponse.from({ items: own.slice(from, end), nextCursor }, EndpointResponse.from);
  }

  @Post()
  @HttpCode(201)
  @NeedsScope('webhooks')
  @ApiCommand('Adds an endpoint', 201, EndpointWithSecretResponse, 'It is told of what happens from now on')
  @ApiProblem(409, 'ENDPOINT_EXISTS: the client has one with this address; TOO_MANY_ENDPOINTS')
  async add(@Caller() client: ApiClient, @Body() body: NewEndpointDto): Promise<EndpointWithSecretResponse> {
    this.checkUrl(body);
    return EndpointWithSecretResponse.withSecret(
      valueOf(await this.endpoints.add(client, wishOf(body, client))),
    );
  }

  @Put(':id')
  @NeedsScope('webhooks')
  @ApiCommand('Changes an endpoint', 200, EndpointResponse, 'Messages that wait go to the new address')
  @ApiProblem(404, 'ENDPOINT_NOT_FOUND')
  @ApiProblem(409, 'ENDPOINT_EXISTS: the client has another one with this address')
  async change(
    @Caller() client: ApiClient,
    @Param('id') endpointId: string,
    @Body() body: EndpointDto,
  ): Promise<EndpointResponse> {
    this.checkUrl(body);
    const { clientName } = client;
    const command = { type: 'ChangeEndpoint' as const, endpointId, clientName, wish: wishOf(body, client) };
    return EndpointResponse.from(valueOf(await this.endpoints.run(client, command))!);
  }

  @Post(':id/rotate')
  @HttpCode(201)
  @NeedsScope('webhooks')
  @ApiCommand('Makes another secret', 201, EndpointWithSecretResponse, 'Both secrets sign for 24 hours')
  @ApiProblem(404, 'ENDPOINT_NOT_FOUND')
  async rotate(@Caller() client: ApiClient, @Param('id') id: string): Promise<EndpointWithSecretResponse> {
    return EndpointWithSecretResponse.withSecret(valueOf(await this.endpoints.rotate(client, id)));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @NeedsScope('webhooks')
  @ApiCommand('Disables an endpoint', 200, EndpointResponse, 'Nothing is sent until it is enabled')
  @ApiProblem(404, 'ENDPOINT_NOT_FOUND')
  async disable(@Caller() client: ApiClient, @Param('id') id: string): Promise<EndpointResponse> {
    return EndpointResponse.from((await this.run(client, id, 'DisableEndpoint'))!);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @NeedsScope('webhooks')
  @ApiCommand('Enables an endpoint', 200, EndpointResponse, 'What happened meanwhile is sent now')
  @ApiProblem(404, 'ENDPOINT_NOT_FOUND')
  async enable(@Caller() client: ApiClient, @Param('id') id: string): Promise<EndpointResponse> {
    return EndpointResponse.from((await this.run(client, id, 'EnableEndpoint'))!);
  }

  @Post(':id/test')
  @HttpCode(202)
  @NeedsScope('webhooks')
  @ApiCommand('Sends a message without meaning', 202, EndpointResponse, 'endpoint.test is on its way')
  @ApiProblem(404, 'ENDPOINT_NOT_FOUND')
  @ApiProblem(409, 'ENDPOINT_NOT_ENABLED')
  async test(@Caller() client: ApiClient, @Param('id') id: string): Promise<EndpointResponse> {
    return EndpointResponse.from((await this.run(client, id, 'RequestTest'))!);
  }

  @Delete(':id')
  @NeedsScope('webhooks')
  @ApiCommand('Deletes an endpoint', 200, DeletedEndpointResponse, 'What it was sent stays on record')
  @ApiProblem(404, 'ENDPOINT_NOT_FOUND')
  async remove(@Caller() client: ApiClient, @Param('id') id: string): Promise<DeletedEndpointResponse> {
    await this.run(client, id, 'DeleteEndpoint');
    return { id };
  }

  private async run(
    client: ApiClient,
    endpointId: string,
    type: CommandType,
  ): Promise<WebhookEndpoint | undefined> {
    const { clientName } = client;
    return valueOf(await this.endpoints.run(client, { type, endpointId, clientName }));
  }

  private checkUrl({ url }: EndpointDto): void {
    const message = this.targets.faultOf(url);
    if (message !== undefined) throw invalid({ field: 'url', message });
  }
}

const REFUSED: Readonly<Record<EndpointRefusal, readonly [number, string]>> = {
  ENDPOINT_NOT_FOUND: [404, 'There is no endpoint with this id'],
  ENDPOINT_EXISTS: [409, 'This client has another endpoint with this address'],
  TOO_MANY_ENDPOINTS: [409, 'This client has 16 endpoints: delete one first'],
  ENDPOINT_NOT_ENABLED: [409, 'The endpoint is not enabled'],
};

function valueOf<Value>(result: Result<Value, EndpointRefusal>): Value {
  if (result.ok) return result.value;
  const [status, detail] = REFUSED[result.refusal];
  throw new ProblemError(problem(status, result.refusal, detail));
}
