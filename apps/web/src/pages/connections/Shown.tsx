import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Histogram } from '../../api/contract';
import { formatDay, formatTimestamp } from '../../format';
import { sayCounts } from './bar-counts';
import { criteriaOf, type JournalFilter, pathOf } from './filter';

interface Props {
  filter: JournalFilter;
  histogram: UseQueryResult<Histogram>;
  /** Figures that go on by themselves are not said again and again. */
  isLive: boolean;
}

/** Of which period lines are shown, and how many. It takes the focus when that changes: what had it may have gone. */
export function Shown({ filter, histogram, isLive }: Props) {
  const { from, to, days } = filter;
  const [search] = useSearchParams();
  const address = search.toString();
  const lastAddress = useRef(address);
  const line = useRef<HTMLElement>(null);

  useEffect(() => {
    if (lastAddress.current !== address) line.current?.focus();
    lastAddress.current = address;
  }, [address]);

  return (
    <p className="row">
      <strong ref={line} role="status" tabIndex={-1} aria-live={isLive ? 'off' : undefined}>
        {periodLabel(filter)}
        {histogram.isSuccess && !histogram.isPlaceholderData && ` : ${counted(histogram.data)}`}
      </strong>
      {criteriaOf(filter).length > 0 && <Link to={pathOf({ from, to, days })}>Retirer tous les filtres</Link>}
    </p>
  );
}

const counted = ({ bars, countedSince }: Histogram): string =>
  sayCounts(bars) + (countedSince ? ` depuis le ${formatTimestamp(countedSince)}` : '');

/** « Du 1er au 7 décembre », or to the hour. */
function periodLabel({ from, to }: JournalFilter): string {
  const words = (bound: string) => (bound.length === 10 ? formatDay(bound) : formatTimestamp(bound));
  return from === to ? `Le ${words(from)}` : `Du ${words(from)} au ${words(to)}`;
}
