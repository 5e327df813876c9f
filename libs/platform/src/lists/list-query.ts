import type { Type } from '@nestjs/common';
import { OneOf, Text, Whole } from '../http/fields.ts';
import type { ListDeclaration, ListQuery, PageQuery } from './declaration.ts';
import { MOST_OF_A_PAGE } from './list.ts';
import { sortNames } from './sorting.ts';

/** Searched text is short, a cursor holds the texts of a row. */
const LONGEST_SEARCH = 100;
const LONGEST_CURSOR = 4000;

type Declared = Pick<ListDeclaration<object>, 'filters' | 'sorts' | 'order'>;

/** The query of a list as a DTO: search, order and filters, each with its check. */
export function listQuery({ filters, sorts, order }: Declared): Type<ListQuery> {
  class AskedOfList implements ListQuery {
    @Text('titleLine', {
      optional: true,
      maxLength: LONGEST_SEARCH,
      description: 'Words or parts of words, all of which are to be found, whatever accents and capitals',
    })
    readonly q?: string;

    @OneOf(sortNames(sorts), {
      optional: true,
      description: `Order, with \`-\` the other way round; \`${order}\` unless given`,
    })
    readonly sort?: string;

    readonly [filter: string]: unknown;
  }
  for (const [name, { field }] of Object.entries(filters)) field(AskedOfList.prototype, name);
  return AskedOfList;
}

/** The same by page. */
export function pageQuery(declared: Declared): Type<PageQuery> {
  class AskedOfPage extends listQuery(declared) implements PageQuery {
    @Text('token', { optional: true, maxLength: LONGEST_CURSOR, description: '`next` of the page before' })
    readonly cursor?: string;

    @Whole({ min: 1, max: MOST_OF_A_PAGE, optional: true })
    readonly limit?: number;
  }
  return AskedOfPage;
}
