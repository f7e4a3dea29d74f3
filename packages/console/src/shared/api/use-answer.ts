import { useCallback, useMemo } from 'react';
import { keepPreviousData, replaceEqualDeep, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Answer } from './client';

/** How often a page that is open asks again. */
const LIVE_MS = 2_000;

/** Asks the API, and again while the page is open. `live: false` asks once. */
export function useAnswer<Body>(
  key: readonly unknown[],
  ask: () => Promise<Answer<Body>>,
  { live = true, enabled = true }: { live?: boolean; enabled?: boolean } = {},
) {
  return useQuery({
    queryKey: key,
    queryFn: ask,
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: live ? LIVE_MS : false,
  });
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

const pageCount = (data: unknown): number =>
  (data as { pages: readonly unknown[] } | undefined)?.pages.length ?? 0;

/** A list of many pages is not asked for again as a whole: that would be a request for each of its pages. */
const isShort = ({ state }: { readonly state: { readonly data: unknown } }): boolean =>
  pageCount(state.data) <= 1;

/** One array copied from others is made at once, and not item by item. */
const joined = <Item>(pages: readonly Answer<Page<Item>>[]): readonly Item[] =>
  ([] as Item[]).concat(...pages.map(({ body }) => body.items));

/** A list page by page. It asks again by itself while only its first page is shown. */
export function usePages<Item>(
  key: readonly unknown[],
  ask: (cursor: string | undefined) => Promise<Answer<Page<Item>>>,
  { live = true }: { live?: boolean } = {},
) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ body }: Answer<Page<Item>>) => body.nextCursor ?? undefined,
    // A second page and later ones are not asked for again, so there is nothing to compare them with.
    structuralSharing: (before, after) => (pageCount(after) > 1 ? after : replaceEqualDeep(before, after)),
    refetchInterval: query => (live && isShort(query) ? LIVE_MS : false),
    refetchOnWindowFocus: isShort,
    refetchOnReconnect: isShort,
    // A list that is shown again begins anew.
    gcTime: 0,
  });
  const { data, fetchNextPage } = query;
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  // A list of many thousands is put together when a page comes, and not with every move of the list.
  const items = useMemo(() => joined(data?.pages ?? []), [data]);
  return {
    /** Which list it is: another filter makes it another one. */
    id: JSON.stringify(key),
    items,
    first: data?.pages[0]?.body,
    position: data?.pages[0]?.position ?? null,
    isPending: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    loadMore,
  };
}
