export { createApi, type Api, type ApiOptions } from './api';
export type { EventsOptions, StreamEvent } from './events';
export {
  createHoldfast,
  Holdfast,
  type AcceptedPayout,
  type HoldfastOptions,
  type Payout,
  type PayoutRequest,
  type WaitOptions,
} from './holdfast';
export type { ItemOf, ListOptions, ListPath } from './pages';
export { HoldfastError, valueOf, type Problem, type ProblemCode } from './problem';
export type { Repeats } from './repeats';
export type { components, operations, paths } from './schema';
