import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import type { Request } from 'express';
import { OneOf } from '../fields/field-rules';

export const CSV = 'text/csv';
export const PARQUET = 'application/vnd.apache.parquet';
const JSON_TYPE = 'application/json';

export const FORMATS = ['json', 'csv', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

/** A query's own word on the form of its answer. */
export const IsFormat = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      enum: FORMATS,
      description: `csv and parquet are the whole list, without pages; the same as Accept: ${CSV} and ${PARQUET}`,
    }),
    IsOptional(),
    OneOf(FORMATS),
  ) as PropertyDecorator;

/** The form asked for: `format` counts before `Accept`; JSON where neither says anything we have. */
export const AnswerFormat = createParamDecorator((_data: unknown, context: ExecutionContext): Format => {
  const request = context.switchToHttp().getRequest<Request>();
  const { format } = request.query;
  const named = FORMATS.find(known => known === format);
  if (named) return named;
  const accepted = request.accepts([JSON_TYPE, CSV, PARQUET]);
  if (accepted === CSV) return 'csv';
  return accepted === PARQUET ? 'parquet' : 'json';
});
