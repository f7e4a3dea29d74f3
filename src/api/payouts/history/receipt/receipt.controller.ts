import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { formatPosition, type Position } from '../../../../event-store/event-store';
import {
  GetPayoutConfirmation,
  type PayoutConfirmationView,
} from '../../../../queries/payouts/get-payout-confirmation';
import { ShowsPersonalData } from '../../../../shared/route-metadata';
import { NeedsScope } from '../../../auth/access';
import { Caller } from '../../../auth/client';
import type { ApiClient } from '../../../auth/keys/api-keys';
import { ownsPayout } from '../../../auth/own-accounts';
import { UUID } from '../../../fields/field-rules';
import { ConsistentQueries } from '../../../http/consistent-queries';
import { AtLeast, LEDGER_POSITION } from '../../../http/ledger-position';
import { ApiProblem, ApiQueryFile } from '../../../http/openapi/decorators';
import { notFound, problem, ProblemError } from '../../../problems/problem';
import { EventStore } from '../../../../event-store/event-store';
import { receiptContent } from './receipt-content';
import type { Confirmed } from './receipt-fingerprint';
import { receiptHtml, RECEIPT_POLICY } from './receipt-html';
import { receiptPdf } from './receipt-pdf';
import type { PaidStatus } from './receipt-words';
import { AnswerReceipt, HTML, PDF, ReceiptDto, type ReceiptFormat } from './receipt.dto';

/** The confirmation of a payment as people hand it on: a comprovante. */
@ApiTags('payouts')
@Controller('v1/payouts')
export class PayoutReceiptController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly store: EventStore,
  ) {}

  @Get(':id/receipt')
  @NeedsScope('payouts:read')
  @ShowsPersonalData()
  @ApiQueryFile('The confirmation of a paid payout (comprovante), to print or to hand on', {
    [HTML]: { type: 'string' },
    [PDF]: { type: 'string', format: 'binary' },
  })
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  @ApiProblem(409, 'PAYOUT_NOT_CONFIRMED: it is not paid, or people have not decided on evidence against it')
  async receipt(
    @Caller() client: ApiClient,
    @Param('id') id: string,
    @Query() query: ReceiptDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerReceipt() format: ReceiptFormat,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    if (!UUID.test(id) || !(await ownsPayout(this.store, client, id)))
      throw notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    const asked = new GetPayoutConfirmation(id);
    const { body, position } = await this.queries.run(asked, atLeast, ['cases', 'accounts']);
    const status = paidStatusOf(body);
    if (!isConfirmed(body) || status === undefined) throw notConfirmed(body);
    const withPersonal = client.scopes.includes('personal:read') && query.people !== 'masked';
    const content = receiptContent(body, status, { locale: query.locale ?? 'pt-BR', withPersonal });
    const bytes = format === 'pdf' ? await receiptPdf(content) : receiptHtml(content);
    response.setHeader(LEDGER_POSITION, formatPosition(position));
    response.setHeader('Content-Security-Policy', `${RECEIPT_POLICY}; sandbox`);
    return fileOf(bytes, format, id);
  }
}

const isConfirmed = (view: PayoutConfirmationView): view is Confirmed =>
  view.completion !== undefined && !view.isDisputed;

/** Returns undefined for a payout that is not paid. */
function paidStatusOf({ payout: { status } }: PayoutConfirmationView): PaidStatus | undefined {
  return status === 'COMPLETED' || status === 'PARTIALLY_RETURNED' || status === 'RETURNED'
    ? status
    : undefined;
}

function notConfirmed({ payout: { status }, isDisputed }: PayoutConfirmationView): ProblemError {
  const why = isDisputed
    ? 'There is evidence against its outcome, and people have not decided on it'
    : 'Only a payout that is paid has a receipt';
  return new ProblemError(problem(409, 'PAYOUT_NOT_CONFIRMED', `The payout is ${status}. ${why}`));
}

function fileOf(bytes: Buffer, format: ReceiptFormat, payoutId: string): StreamableFile {
  const type = format === 'pdf' ? PDF : `${HTML}; charset=utf-8`;
  const disposition = `inline; filename="comprovante-${payoutId}.${format}"`;
  return new StreamableFile(bytes, { type, disposition, length: bytes.length });
}
