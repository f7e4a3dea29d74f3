import { PROVIDERS } from './registry';

/** The names of the registered providers, for checks and documentation at the boundary. */
export const PROVIDER_NAMES: readonly string[] = PROVIDERS.map(({ name }) => name);

/** For the examples in the API's documentation. */
export const EXAMPLE_PROVIDER = PROVIDER_NAMES[0]!;

/** The statements in JSON that the registered providers have, in words. */
export const JSON_STATEMENTS: readonly string[] = PROVIDERS.flatMap(({ jsonStatement }) =>
  jsonStatement ? [jsonStatement.description] : [],
);
