import { useQuery } from '@tanstack/react-query';
import { type AnnexParams, queries } from '../../api/queries';
import { Loaded } from '../../components/Loaded';
import { AnnexView } from './AnnexView';

/** The annex between two parties on a day. */
export function AnnexOf({ choice }: { choice: AnnexParams }) {
  const annex = useQuery(queries.annex(choice));
  return <Loaded query={annex}>{(read) => <AnnexView annex={read} />}</Loaded>;
}
