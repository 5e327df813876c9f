import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../api/queries';
import { plural } from '../format';
import { Download } from './Download';
import { TextField } from './fields/fields';
import { Loaded } from './Loaded';
import { Section } from './Section';

/** All that the register holds of a partner, for it to keep. */
export function PartnerDossier({ id, isOwn }: { id: string; isOwn: boolean }) {
  const dossier = useQuery(queries.partnerDossier(id));
  return (
    <Section title={isOwn ? 'Votre dossier' : 'Son dossier'}>
      <Loaded query={dossier}>{({ pieces }) => <Pieces id={id} isOwn={isOwn} pieces={pieces} />}</Loaded>
    </Section>
  );
}

function Pieces({ id, isOwn, pieces }: { id: string; isOwn: boolean; pieces: number }) {
  const [since, setSince] = useState('');
  return (
    <>
      <p className="intro">
        {isOwn ? 'Tout ce que le registre tient à votre sujet' : 'Tout ce que le registre tient à son sujet'},{' '}
        {pieces > 0
          ? `en ${plural(pieces, 'pièce numérotée', 'pièces numérotées')} sans trou`
          : 'numéroté sans trou'}
        , avec ce qui prouve que rien n’y manque et que rien n’y a changé. Un fichier .zip à garder, que
        chacun vérifie chez soi ; «&nbsp;LISEZ-MOI.txt&nbsp;» y explique comment.
      </p>
      <TextField
        name="dossier-since"
        type="date"
        label="Depuis le"
        hint="Le jour du dossier précédent : celui-ci le continuera."
        value={since}
        onChange={({ target }) => setSince(target.value)}
        optional
      />
      <p>
        <Download path={`/partners/${id}/dossier.zip`} params={{ since: since || undefined }} isExport>
          Télécharger {isOwn ? 'votre' : 'son'} dossier, jusqu’à la pièce n°&nbsp;{pieces}
        </Download>
      </p>
    </>
  );
}
