import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries';

/** What the register says of a number that it decides by, so that no page repeats one: `of` names its parameter. Nothing until it is read. */
export function PolicySentence({ of }: { of: string }) {
  const { data = [] } = useQuery(queries.numbers());
  return data
    .flatMap(({ numbers }) => numbers)
    .find(({ id }) => id === of)
    ?.sentences.join(' ');
}
