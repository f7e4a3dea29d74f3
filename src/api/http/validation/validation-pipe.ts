import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { invalid, type ProblemError } from '../../problems/problem';
import { faultsOf } from './field-faults';

/** Turns bodies and queries into their classes. One 400 names every wrong, missing or unknown field. */
export const createValidationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: true, value: true },
    exceptionFactory: (errors): ProblemError => invalid(...errors.flatMap(error => faultsOf(error, ''))),
  });

/** Validates an item of a batch like the body of a single request. @throws {ProblemError} when a field is wrong */
export async function validated<Dto extends object>(
  pipe: ValidationPipe,
  value: unknown,
  dto: new () => Dto,
): Promise<Dto> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid({ field: 'item', message: 'must be a JSON object' });
  }
  const metadata: ArgumentMetadata = { type: 'body', metatype: dto };
  return (await pipe.transform(value, metadata)) as Dto;
}
