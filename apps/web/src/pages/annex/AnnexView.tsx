import type { Annex } from '../../api/contract';
import { type Column, DataTable } from '../../components/DataTable';
import { Download } from '../../components/Download';
import { Facts } from '../../components/Facts';
import { Icon } from '../../components/Icon';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { formatDay } from '../../format';
import { ALL_PROFILES, PROFILES } from '../../labels';
import { untilText } from '../habilitations/term';

type Row = Annex['rows'][number];

export function AnnexView({ annex }: { annex: Annex }) {
  const { gestionnaire, caf, version, on, known, position, rows, vacancies, terms } = annex;
  return (
    <>
      {vacancies.map(({ establishment, profile }) => (
        <Notice key={establishment + profile} tone="warning">
          Profil vacant : {PROFILES[profile]}, {establishment}.
        </Notice>
      ))}
      <DataTable
        caption={`Liste des personnes habilitées pour l’ensemble des équipements du gestionnaire, le ${formatDay(on)}`}
        columns={columnsFor(rows)}
        rows={rows}
        rowKey={({ lastName, firstName, establishment }) => `${lastName} ${firstName} ${establishment}`}
        empty={`Personne n’était habilité le ${formatDay(on)}.`}
      />
      {terms.length > 0 && (
        <Section title="Habilitations à durée limitée">
          <ul>
            {terms.map(({ establishment, profile, person, lastDay, returnsTo }) => (
              <li key={establishment + profile}>
                {PROFILES[profile]}, {establishment} : {person}, {untilText(lastDay, returnsTo)}.
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Facts
        facts={{
          Gestionnaire: gestionnaire.name,
          Caf: caf.name,
          'Version de l’annexe': version,
          'Noms et adresses connus le': known === on ? undefined : formatDay(known),
          'Position dans le registre': <code className="nowrap">{position}</code>,
        }}
      />
      <p>
        <Download path="/annex.pdf" params={{ gestionnaireId: gestionnaire.id, cafId: caf.id, on, known }}>
          Télécharger l’annexe (PDF)
        </Download>
      </p>
    </>
  );
}

/** The amendment's own columns; one for the establishment only when rows carry one (R10). */
function columnsFor(rows: Row[]): Column<Row>[] {
  const establishment: Column<Row> = { header: 'Établissement', cell: (row) => row.establishment ?? 'Tous' };
  return [
    { header: 'NOM', cell: ({ lastName }) => lastName.toLocaleUpperCase('fr') },
    { header: 'Prénom', cell: ({ firstName }) => firstName },
    { header: 'Fonction', cell: (row) => row.function },
    ...(rows.some((row) => row.establishment !== null) ? [establishment] : []),
    ...ALL_PROFILES.map((profile) => ({
      header: PROFILES[profile],
      cell: (row: Row) => (row.profiles.includes(profile) ? <Mark /> : '—'),
    })),
  ];
}

const Mark = () => (
  <span className="mark">
    <Icon name="check" />
    <span className="visually-hidden">Oui</span>
  </span>
);
