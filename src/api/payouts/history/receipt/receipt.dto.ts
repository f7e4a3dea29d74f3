import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { LOCALES, type Locale } from '../../../export/csv-style';
import { ChoiceField } from '../../../fields/request-fields';

export const HTML = 'text/html';
export const PDF = 'application/pdf';

const RECEIPT_FORMATS = ['html', 'pdf'] as const;
export type ReceiptFormat = (typeof RECEIPT_FORMATS)[number];

export class ReceiptDto {
  @ChoiceField(RECEIPT_FORMATS, { optional: true, description: `The same as Accept: ${HTML} and ${PDF}` })
  readonly format?: ReceiptFormat;
  @ChoiceField(LOCALES, { optional: true, default: 'pt-BR' })
  readonly locale?: Locale;
  @ChoiceField(['masked'], {
    optional: true,
    description:
      'Masks names, documents and keys for a client with `personal:read` too, to hand the receipt on',
  })
  readonly people?: 'masked';
}

/** `format` counts before `Accept`. HTML when neither names a form that we have. */
export const AnswerReceipt = createParamDecorator(
  (_data: unknown, context: ExecutionContext): ReceiptFormat => {
    const request = context.switchToHttp().getRequest<Request>();
    const named = RECEIPT_FORMATS.find(known => known === request.query['format']);
    return named ?? (request.accepts([HTML, PDF]) === PDF ? 'pdf' : 'html');
  },
);
