import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { askedOf, lastDays } from '../connections/filter';
import { Sparkline } from '../connections/Sparkline';

const WEEKS = 8;

/** The attempts on a code in the last weeks; they open the journal. */
export function HolderAttempts({ userCode }: { userCode: string }) {
  const filter = { ...lastDays(WEEKS * 7), userCode: [userCode] };
  const histogram = useQuery(queries.histogram(askedOf(filter)));
  return (
    <Section title="Connexions">
      <Loaded query={histogram}>
        {(read) => <Sparkline histogram={read} filter={filter} period={`en ${WEEKS}\u00a0semaines`} />}
      </Loaded>
    </Section>
  );
}
