import type { Type } from '@nestjs/common';
import type { Page } from '../../queries/reading/page';
import { ListOf, OR_NULL, Text } from './response-fields';

/** The class of a page of answers, for `extends`: each list has a class of its own, so that its schema has a name. */
export function PageOf<Item>(item: Type<Item>) {
  class PageResponse {
    @ListOf(() => item)
    readonly items!: readonly Item[];
    @Text('cjUw', OR_NULL)
    readonly nextCursor!: string | null;

    static from<View>({ items, nextCursor }: Page<View>, present: (view: View) => Item): PageResponse {
      return { items: items.map(view => present(view)), nextCursor };
    }
  }
  return PageResponse;
}
