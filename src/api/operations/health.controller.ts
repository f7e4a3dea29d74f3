import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/access';
import { ApiProblem, schemaRef } from '../http/openapi/decorators';
import { API_OPTIONS, type ApiOptions } from '../options';
import { problem, ProblemError } from '../problems/problem';
import { type PartHealth, readiness } from './readiness';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Whether the process answers at all' })
  @ApiResponse({ status: 200, schema: schemaRef('Health') })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Whether requests can be answered now' })
  @ApiResponse({ status: 200, schema: schemaRef('Readiness') })
  @ApiProblem(503, 'NOT_READY: `parts` tells which part is away')
  async ready(): Promise<{ status: 'ready'; parts: PartHealth[] }> {
    const parts = await readiness(this.options.probes, this.options.clock);
    const away = parts.filter(({ status }) => status === 'down').map(({ part }) => part);
    if (away.length > 0)
      throw new ProblemError(problem(503, 'NOT_READY', `Away: ${away.join(', ')}`, { parts }), {
        'Retry-After': '2',
      });
    return { status: 'ready', parts };
  }
}
