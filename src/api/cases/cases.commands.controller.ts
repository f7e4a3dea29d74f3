import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { DismissCases } from '../../commands/cases/dismiss-cases';
import { ResolveCase } from '../../commands/cases/resolve-case';
import { EventStore } from '../../event-store/event-store';
import { JsonBody } from '../../shared/route-metadata';
import { NeedsPerson } from '../auth/access';
import { Caller, originOf } from '../auth/client';
import { ApiKeyRegistry } from '../auth/keys/api-key-registry';
import type { ApiClient } from '../auth/keys/api-keys';
import { ownsCaseOf, ownsPayout } from '../auth/own-accounts';
import { UUID } from '../fields/field-rules';
import { IdempotencyKey } from '../http/idempotency-key';
import { PositionedAnswer } from '../http/ledger-position';
import { ApiBatch, ApiCommand, ApiIdempotencyKey, ApiProblem } from '../http/openapi/decorators';
import { CaseProblem, invalid, notFound } from '../problems/problem';
import { valueOrProblem } from '../problems/problem-of';
import { CaseAnswerResponse, DismissedCasesResponse } from './case-answer.response';
import { DismissCasesDto } from './dismiss-cases.dto';
import { madeKeysOf } from './made-keys';
import { decisionOf, ResolveCaseDto } from './resolve-case.dto';

@ApiTags('cases')
@Controller('v1/cases')
export class CaseCommandsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly store: EventStore,
    private readonly keys: ApiKeyRegistry,
  ) {}

  @Post('dismiss')
  @HttpCode(207)
  @NeedsPerson('cases:decide')
  @JsonBody('1mb')
  @ApiIdempotencyKey()
  @ApiBatch('Dismisses many breaks of a statement, of which you name the number', DismissedCasesResponse)
  @ApiProblem(404, 'CASE_NOT_FOUND: nothing was dismissed')
  @ApiProblem(409, 'IDEMPOTENCY_KEY_REUSED')
  @ApiProblem(422, 'TOTALS_DIFFER; DECISION_NOT_POSSIBLE: a case is no break; nothing was dismissed')
  async dismiss(@Caller() client: ApiClient, @IdempotencyKey() key: string, @Body() batch: DismissCasesDto) {
    for (const id of batch.caseIds)
      if (!(await ownsCaseOf(this.store, client, id)))
        throw notFound('CASE_NOT_FOUND', `There is no case ${id}: nothing was dismissed`);
    const made = madeKeysOf(client, this.keys);
    const command = new DismissCases(client.clientName, key, batch, made, originOf(client));
    const dismissed = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(DismissedCasesResponse.from(dismissed), dismissed.position);
  }

  @Post(':id/resolve')
  @HttpCode(202)
  @NeedsPerson('cases:decide')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Decides a case, or confirms what another person has decided',
    202,
    CaseAnswerResponse,
    'A decision that moves money is PROPOSED until another client sends the same one',
  )
  @ApiProblem(404, 'CASE_NOT_FOUND')
  @ApiProblem(
    409,
    'SECOND_PERSON_REQUIRED: it was you who proposed this; REQUESTER_CANNOT_DECIDE: it is your payout; KEY_MAKER_CANNOT_CONFIRM: you made a key of the other since the case was opened; CASE_DECIDED otherwise; CASE_RESOLVED; IDEMPOTENCY_KEY_REUSED',
  )
  @ApiProblem(
    422,
    'AMOUNT_ABOVE_EVIDENCE: the amount or the fee is above what the case’s evidence bears; DECISION_NOT_POSSIBLE: the case names no payout that this could be decided of',
    CaseProblem,
  )
  async resolve(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Param('id') id: string,
    @Body() body: ResolveCaseDto,
  ) {
    const unknown = notFound('CASE_NOT_FOUND', `There is no case ${id}`);
    if (!UUID.test(id) || !(await ownsCaseOf(this.store, client, id))) throw unknown;
    const { payoutId = null } = body;
    if (payoutId !== null && !(await ownsPayout(this.store, client, payoutId)))
      throw invalid({ field: 'payoutId', message: 'must be a payout that exists' });
    const made = madeKeysOf(client, this.keys);
    const decision = decisionOf(body);
    const { clientName } = client;
    const command = new ResolveCase(clientName, key, id, decision, body.reason, made, originOf(client));
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(CaseAnswerResponse.from(answer.body), answer.position);
  }
}
