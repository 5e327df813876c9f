import { useMe } from '../../api/session';
import { Empty } from '../../components/Empty';
import { Loading } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { TaskList } from '../home/Tasks';
import type { Partner } from './partner-data';
import { type PartnerFacts, toSettle } from './to-settle';

/** What is not in order, as soon as it is known; nothing is called in order before everything was read. */
export function ToSettle({ id, partner }: { id: string; partner: Partner }) {
  const { role } = useMe();
  const parts = Object.entries(partner);
  const facts = Object.fromEntries(parts.map(([part, { data }]) => [part, data])) as PartnerFacts;
  const tasks = toSettle(id, facts, role);
  // What the reader may not read is not asked for, and stays idle.
  const isReading = parts.some(([, { isLoading }]) => isLoading);
  const isShort = parts.some(([, { isError }]) => isError);
  return (
    <Section title="À régler">
      {isShort && (
        <Notice tone="warning">
          <p>Une partie du dossier n’a pas pu être lue : cette liste est peut-être incomplète.</p>
        </Notice>
      )}
      {tasks.length > 0 && <TaskList tasks={tasks} />}
      {isReading && <Loading />}
      {!isReading && !isShort && tasks.length === 0 && <Empty>Tout est en ordre.</Empty>}
    </Section>
  );
}
