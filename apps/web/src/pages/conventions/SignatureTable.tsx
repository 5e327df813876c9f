import type { Convention, Signature } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { formatDay, formatInstant, formatSiret } from '../../format';
import { SIGNING_WAYS } from '../../labels';
import { isOpen } from './SignatureLink';

interface Row {
  party: Signature['party'];
  label: string;
  signature: Signature | undefined;
}

/** A row for each party, which has signed or not. */
export const rowsOf = (signatures: Signature[]): Row[] =>
  (
    [
      ['gestionnaire', 'Gestionnaire'],
      ['caf', 'Caf'],
    ] as const
  ).map(([party, label]) => ({ party, label, signature: signatures.find((one) => one.party === party) }));

/** Who signed, for whom, in which capacity. */
export const SIGNATORY_COLUMNS: Column<Row>[] = [
  { header: 'Partie', cell: ({ label }) => label },
  { header: 'Signataire', cell: ({ signature }) => signature?.signatory ?? '—' },
  { header: 'Qualité', cell: ({ signature }) => signature?.capacity ?? '—' },
];

/** Who has signed for each party, how, and what exactly (R2). */
export function SignatureTable({
  convention: { signatures, announced, link, contentSha256 },
}: {
  convention: Convention;
}) {
  const missing = (party: Signature['party']) => {
    if (party === 'caf') return 'À signer';
    if (announced) return 'Annoncée, à confirmer';
    return isOpen(link) ? 'Attendue par un lien' : 'À signer';
  };
  return (
    <DataTable
      caption="Un original par co-signataire"
      columns={[
        ...SIGNATORY_COLUMNS,
        {
          header: 'Signée le',
          cell: ({ signature, party }) =>
            signature ? formatDay(signature.signedOn) : <Badge label={missing(party)} tone="warning" />,
        },
        {
          header: 'Comment, et quoi',
          cell: ({ signature }) => signature && <Given signature={signature} current={contentSha256} />,
        },
      ]}
      rows={rowsOf(signatures)}
      rowKey={({ label }) => label}
      empty=""
    />
  );
}

function Given({
  signature: { way, contentSha256, proof },
  current,
}: {
  signature: Signature;
  current: string;
}) {
  return (
    <div className="stack-tight">
      {way ? SIGNING_WAYS[way] : 'Avant que ce soit noté'}
      {proof && (
        <span className="quiet">
          {proof.provider} atteste, le {formatInstant(proof.authenticatedAt)}, que cette personne dirige
          l’organisme de Siret <span className="nowrap">{formatSiret(proof.siret)}</span>
        </span>
      )}
      {contentSha256 && (
        <span className="quiet">
          {contentSha256 === current
            ? 'Le contenu enregistré, inchangé depuis'
            : `Un contenu modifié depuis, d’empreinte ${contentSha256.slice(0, 12)}…`}
        </span>
      )}
    </div>
  );
}

export function ContentHash({ label, hash }: { label: string; hash: string }) {
  return (
    <p className="hint content-hash">
      {label} (SHA-256) : <code>{hash}</code>
    </p>
  );
}
