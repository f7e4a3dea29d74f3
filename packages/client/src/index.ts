export { createApi, type Api, type ApiOptions } from './api';
export type { components, operations, paths } from './schema';
