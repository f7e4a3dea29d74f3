import { ReasonField } from '../../fields/request-fields';

export class CloseAccountDto {
  @ReasonField({ example: 'The customer has left, ticket 4711' })
  readonly reason!: string;
}

export class ReopenAccountDto {
  @ReasonField({ example: 'A return came and is to be paid out, ticket 4712' })
  readonly reason!: string;
}
