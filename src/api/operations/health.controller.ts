import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '../../shared/route-metadata';
import { ApiProblem } from '../http/openapi/decorators';
import { problem, ProblemError } from '../problems/problem';
import { HealthResponse, NotReadyProblem, ReadinessResponse } from './health.response';
import { modeOfAll, ProviderModes } from './provider-modes';
import { Readiness } from './readiness';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly modes: ProviderModes,
  ) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Whether the process answers at all' })
  @ApiResponse({ status: 200, type: HealthResponse })
  live(): HealthResponse {
    return { status: 'live' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Whether requests can be answered now' })
  @ApiResponse({ status: 200, type: ReadinessResponse })
  @ApiProblem(503, 'NOT_READY: `parts` tells which part is away', NotReadyProblem)
  async ready(): Promise<ReadinessResponse> {
    const parts = await this.readiness.check();
    const away = parts.filter(({ status }) => status === 'down').map(({ part }) => part);
    if (away.length > 0)
      throw new ProblemError(problem(503, 'NOT_READY', `Away: ${away.join(', ')}`, { parts }), {
        'Retry-After': '2',
      });
    return { status: 'ready', mode: modeOfAll(this.modes), parts };
  }
}
