import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../../event-store/event-store';
import { ListApprovals } from '../../../queries/payouts/list-approvals';
import { ShowsPersonalData } from '../../../shared/route-metadata';
import { NeedsScope } from '../../auth/access';
import { Caller } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { limitOf } from '../../fields/page.dto';
import { ConsistentQueries } from '../../http/consistent-queries';
import { AtLeast } from '../../http/ledger-position';
import { ApiQueryAnswer } from '../../http/openapi/decorators';
import { ListApprovalsDto } from './approvals.dto';
import { ApprovalPageResponse } from './waiting.response';

@ApiTags('approvals')
@Controller('v1/approvals')
export class ApprovalQueriesController {
  constructor(private readonly queries: ConsistentQueries) {}

  @Get()
  @NeedsScope('cases:decide', 'payouts:read')
  @ShowsPersonalData()
  @ApiQueryAnswer('Payouts and deposits that wait for people, the oldest first', ApprovalPageResponse)
  list(
    @Caller() { accounts, scopes }: ApiClient,
    @Query() query: ListApprovalsDto,
    @AtLeast() atLeast: Position | undefined,
  ) {
    const { accountId, provider, cursor } = query;
    const list = new ListApprovals(accounts, { accountId, provider }, limitOf(query), cursor);
    const withPersonal = scopes.includes('personal:read');
    return this.queries.answer(list, atLeast, ['payouts', 'accounts'], ({ items, nextCursor }) => ({
      items: items.map(view => ApprovalPageResponse.itemFrom(view, withPersonal)),
      nextCursor,
    }));
  }
}
