import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { ChoiceField } from '../fields/request-fields';

export const CSV = 'text/csv';
export const PARQUET = 'application/vnd.apache.parquet';
const JSON_TYPE = 'application/json';

const FORMATS = ['json', 'csv', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

/** The form of the answer, named in the query. */
export const FormatField = (): PropertyDecorator =>
  ChoiceField(FORMATS, {
    optional: true,
    description: `csv and parquet are the whole list, without pages; the same as Accept: ${CSV} and ${PARQUET}`,
  });

/** The form that the request asks for: `format` counts before `Accept`. JSON when neither names a form that we have. */
export const AnswerFormat = createParamDecorator((_data: unknown, context: ExecutionContext): Format => {
  const request = context.switchToHttp().getRequest<Request>();
  const { format } = request.query;
  const named = FORMATS.find(known => known === format);
  if (named) return named;
  const accepted = request.accepts([JSON_TYPE, CSV, PARQUET]);
  if (accepted === CSV) return 'csv';
  return accepted === PARQUET ? 'parquet' : 'json';
});
