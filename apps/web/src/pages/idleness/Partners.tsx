import { Link } from 'react-router';
import type { Idleness } from '../../api/contract';
import type { Column } from '../../components/DataTable';
import { FoldedTable } from '../../components/FoldedTable';
import { PartnerLink } from '../../components/PartnerLink';
import { capitalized, formatNumber } from '../../format';
import { horizonText } from './words';

type Partner = Idleness['partners'][number];

/** Where codes are about to be blocked, or are; the most concerned first. */
export function Partners({ partners }: { partners: Partner[] }) {
  const horizons = partners[0]?.horizons ?? [];
  const columns: Column<Partner>[] = [
    { header: 'Gestionnaire', cell: ({ organism }) => <PartnerLink gestionnaire={organism} /> },
    ...horizons.map(({ days }, index) => ({
      header: capitalized(horizonText(days)),
      numeric: true,
      cell: ({ organism, horizons: own }: Partner) => (
        <Count of={own[index]?.codes ?? 0} organismId={organism.id} query={`blocksWithin=${days}`} />
      ),
    })),
    {
      header: 'Bloqués',
      numeric: true,
      cell: ({ organism, blocked }) => <Count of={blocked} organismId={organism.id} query="block=idle" />,
    },
    {
      header: 'Dont en fonction',
      numeric: true,
      cell: ({ organism, habilitated }) => (
        <Count of={habilitated} organismId={organism.id} query="block=idle&holder=habilitated" />
      ),
    },
    {
      header: 'Demandés',
      numeric: true,
      cell: ({ organism, requested }) => (
        <Count of={requested} organismId={organism.id} query="block=idle&unblocking=requested" />
      ),
    },
  ];
  return (
    <FoldedTable
      caption="Codes des partenaires, selon le jour où l’absence d’usage les bloque"
      columns={columns}
      rows={partners}
      rowKey={({ organism }) => organism.id}
      empty="Aucun code de partenaire n’est bloqué, ni près de l’être."
    />
  );
}

function Count({ of, organismId, query }: { of: number; organismId: string; query: string }) {
  if (of === 0) return <span className="quiet">0</span>;
  return <Link to={`/codes?organismId=${organismId}&${query}`}>{formatNumber(of)}</Link>;
}
