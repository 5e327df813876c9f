import { useQuery } from '@tanstack/react-query';
import type { OwnFactors } from '../../api/contract';
import { mayUsePasskeys } from '../../api/passkeys';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ACTIONS, type Column, DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';
import { FACTORS } from '../../labels';
import { AddOneTimeCodes } from './AddOneTimeCodes';
import { AddPasskey } from './AddPasskey';
import { IdentitiesSection } from './IdentitiesSection';
import { RecoveryCodesSection } from './RecoveryCodesSection';
import { RemoveFactor } from './RemoveFactor';

type Factor = OwnFactors['factors'][number];

/** What the reader has beside their password. */
export default function SecurityPage() {
  const own = useQuery(queries.ownFactors());
  const { mustAddSecondFactor } = useMe();
  return (
    <Page title="Sécurité de mon accès">
      {mustAddSecondFactor && (
        <Notice tone="warning">
          Votre fonction demande une seconde vérification, en plus du mot de passe : ajoutez-en une pour aller
          plus loin.
        </Notice>
      )}
      <Loaded query={own}>
        {({ factors, recoveryCodesLeft, identities }) => (
          <>
            <Section title="Vos secondes vérifications">
              <div className="stack">
                <p className="sentence">
                  {factors.length === 0
                    ? 'Votre mot de passe suffit aujourd’hui à ouvrir votre accès. Avec une seconde vérification, le connaître ne suffit plus.'
                    : 'À chaque connexion, une de ces vérifications est demandée après le mot de passe ; une clé d’accès peut le remplacer.'}
                </p>
                {factors.length > 0 && (
                  <DataTable
                    caption="De la plus ancienne à la plus récente"
                    columns={COLUMNS}
                    rows={factors}
                    rowKey={({ id }) => id}
                    empty=""
                  />
                )}
                <div className="actions">
                  {mayUsePasskeys() && <AddPasskey isFirst={factors.length === 0} />}
                  <AddOneTimeCodes isFirst={factors.length === 0} />
                </div>
              </div>
            </Section>
            {factors.length > 0 && <RecoveryCodesSection left={recoveryCodesLeft} />}
            {!mustAddSecondFactor && <IdentitiesSection identities={identities} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const COLUMNS: Column<Factor>[] = [
  { header: 'Nom', cell: ({ name }) => name },
  { header: 'Vérification', cell: ({ kind }) => FACTORS[kind] },
  { header: 'Ajoutée le', cell: ({ addedAt }) => formatInstant(addedAt) },
  { header: 'Utilisée le', cell: ({ usedAt }) => (usedAt ? formatInstant(usedAt) : 'Jamais encore') },
  { ...ACTIONS, cell: (factor) => <RemoveFactor factor={factor} /> },
];
