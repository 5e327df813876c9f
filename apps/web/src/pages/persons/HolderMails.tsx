import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';
import { MAIL_STATES } from '../../labels';

/** The mails to the holder of a code, and what became of them. */
export function HolderMails({ userCode }: { userCode: string }) {
  const mails = useQuery(queries.mails(userCode));
  return (
    <Section title="Courriels">
      <Loaded query={mails}>
        {(list) => (
          <DataTable
            caption="Courriels adressés à la personne, gardés 30 jours"
            columns={[
              { header: 'Objet', cell: ({ about }) => about },
              {
                header: 'État',
                cell: ({ state, reason }) => (
                  <div className="stack-tight">
                    <Badge {...MAIL_STATES[state]} />
                    {reason && <span className="quiet">{reason}</span>}
                  </div>
                ),
              },
              { header: 'Depuis le', cell: ({ at }) => formatInstant(at) },
            ]}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucun courriel en 30 jours."
          />
        )}
      </Loaded>
    </Section>
  );
}
