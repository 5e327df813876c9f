import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { MAIL_ABOUT, MAIL_STATE } from '../../components/mail-columns';
import { Section } from '../../components/Section';

/** The mails to the holder of a code, and what became of them. */
export function HolderMails({ userCode }: { userCode: string }) {
  const mails = useQuery(queries.mails(userCode));
  return (
    <Section title="Courriels">
      <Loaded query={mails}>
        {(list) => (
          <DataTable
            caption="Courriels adressés à la personne, tant qu’ils sont gardés"
            columns={[MAIL_ABOUT, ...MAIL_STATE]}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucun courriel n’est gardé."
          />
        )}
      </Loaded>
    </Section>
  );
}
