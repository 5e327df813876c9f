import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Params } from '../api/client';
import { queries } from '../api/queries';
import { DataTable } from './DataTable';
import { Loaded } from './Loaded';
import type { ListColumn } from './list-declaration';

interface Props<Row> {
  path: string;
  params: Params;
  caption: string;
  columns: ListColumn<Row>[];
  rowKey: (row: Row) => string;
  empty: string;
  /** The page that has the others, where there are more. */
  all?: string;
}

/** The first rows of a list of the server, where that is one part of a page. */
export function ListExcerpt<Row>({ path, params, all, ...table }: Props<Row>) {
  const page = useQuery(queries.list<Row>(path, params));
  return (
    <Loaded query={page}>
      {({ items, next }) => (
        <>
          <DataTable {...table} rows={items} />
          {all && next && (
            <p>
              <Link to={all}>Tout voir</Link>
            </p>
          )}
        </>
      )}
    </Loaded>
  );
}
