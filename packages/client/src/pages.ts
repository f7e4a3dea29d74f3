import type { Api } from './api';
import { valueOf } from './problem';
import type { paths } from './schema';

interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
}
interface ListRoute<Item> {
  get: { responses: { 200: { content: { 'application/json': PageOf<Item> } } } };
}

/** The paths that answer page by page. */
export type ListPath = {
  [Path in keyof paths]: paths[Path] extends ListRoute<unknown> ? Path : never;
}[keyof paths];

export type ItemOf<Path extends ListPath> = paths[Path] extends ListRoute<infer Item> ? Item : never;

type Parameters<Path extends ListPath> = paths[Path]['get'] extends { parameters: infer All } ? All : never;
type Query<Path extends ListPath> =
  Parameters<Path> extends { query?: infer Filters } ? Omit<NonNullable<Filters>, 'cursor'> : object;
type Names<Path extends ListPath> = Parameters<Path> extends { path: infer Named } ? Named : undefined;

export interface ListOptions<Path extends ListPath> {
  readonly query?: Query<Path>;
  /** What the path names in braces. */
  readonly path?: Names<Path>;
}

/** Gives every item of a list, page after page. @throws {HoldfastError} when a page is refused */
export async function* everyItem<Path extends ListPath>(
  api: Api,
  list: Path,
  { query, path }: ListOptions<Path> = {},
): AsyncGenerator<ItemOf<Path>, void, undefined> {
  const get = api.GET as unknown as Get<ItemOf<Path>>;
  for (let cursor: string | null | undefined; cursor !== null;) {
    const filters = { ...query, ...(cursor !== undefined && { cursor }) };
    const page = valueOf(await get(list, { params: { query: filters, ...(path && { path }) } }));
    yield* page.items;
    cursor = page.nextCursor;
  }
}

/** One signature of all lists: the types of a single one cannot be followed through the generic path. */
type Get<Item> = (
  path: string,
  init: object,
) => Promise<{ data?: PageOf<Item>; error?: unknown; response: Response }>;
