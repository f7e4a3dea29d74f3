import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export const CSV = 'text/csv';
export const PARQUET = 'application/vnd.apache.parquet';
const JSON_TYPE = 'application/json';

export const FORMATS = ['json', 'csv', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];
export type FileFormat = Exclude<Format, 'json'>;

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
