import { Text } from '../../fields/response-fields';

export const Code = (): PropertyDecorator =>
  Text('1.1.2.05.00-0', {
    required: false,
    nullable: true,
    description: 'With `mapping`: the code of the ledger account; null where it has none',
  });

export const CodeName = (): PropertyDecorator =>
  Text('Depósitos em instituições de pagamento', {
    required: false,
    nullable: true,
    description: 'With `mapping`: the description of the code',
  });
