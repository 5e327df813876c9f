import { useQuery } from '@tanstack/react-query';
import type { OwnAct } from '../../api/contract';
import { queries } from '../../api/queries';
import { type Column, DataTable } from '../../components/DataTable';
import { Download } from '../../components/Download';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';

const COLUMNS: Column<OwnAct>[] = [
  { header: 'Quand', cell: ({ at }) => <time dateTime={at}>{formatInstant(at)}</time> },
  {
    header: 'Quoi',
    cell: ({ steps }) =>
      steps.map((step) => (
        <span className="block" key={step}>
          {step}
        </span>
      )),
  },
  {
    header: 'Reçu',
    cell: ({ id, at }) => (
      <Download path={`/acts/${id}/receipt.zip`}>
        <span>
          Reçu<span className="visually-hidden"> de cet acte, du {formatInstant(at)}</span>
        </span>
      </Download>
    ),
  },
];

/** What the reader did, with what proves it to whoever doubts it. */
export function OwnActs() {
  const acts = useQuery(queries.ownActs());
  return (
    <Section title="Ce que vous avez fait">
      <p className="intro">
        Chaque reçu prouve ce que vous avez fait, quand et comment, à garder chez vous : il se vérifie sans
        connexion et sans le registre.
      </p>
      <Loaded query={acts}>
        {(rows) => (
          <DataTable
            caption="Du plus récent au plus ancien"
            columns={COLUMNS}
            rows={rows}
            rowKey={({ id }) => id}
            empty="Vous n’avez encore rien fait."
          />
        )}
      </Loaded>
    </Section>
  );
}
