import type { DynamicModule, Type } from '@nestjs/common';

/** A provider under the class that is its token. */
type ClassProvider = Extract<NonNullable<DynamicModule['providers']>[number], { provide: unknown }>;

/** The module with providers that all other modules can ask for. */
export const bound = (module: Type, providers: ClassProvider[]): DynamicModule => ({
  module,
  global: true,
  providers,
  exports: providers.map(({ provide }) => provide),
});
