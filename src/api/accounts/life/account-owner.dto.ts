import { isDocument } from '../../../domain/pix/document';
import { FieldRule } from '../../fields/field-rules';
import { Field, TextField } from '../../fields/request-fields';

/** Whose account it is. */
export class AccountOwnerDto {
  @TextField(1, 140, { example: 'Maria Silva' })
  readonly name!: string;

  @Field(
    FieldRule(
      'must be a CPF or CNPJ with its check digits, without mask',
      value => typeof value === 'string' && isDocument(value),
    ),
    { type: String },
    { example: '12345678909', description: 'CPF or CNPJ without mask; a CNPJ may have letters' },
  )
  readonly document!: string;
}
