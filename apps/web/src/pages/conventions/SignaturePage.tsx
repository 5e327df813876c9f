import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ToBeSigned } from '../../api/contract';
import { queries } from '../../api/queries';
import { CommandForm } from '../../components/CommandForm';
import { Facts } from '../../components/Facts';
import { Checkbox, TextField } from '../../components/fields/fields';
import { Page } from '../../components/Page';
import { ProviderForm } from '../../components/ProviderForm';
import { Section } from '../../components/Section';
import { formatDay, formatInstant } from '../../format';
import { inFrenchOrder } from '../../french-order';
import { behindLink } from '../session/behind-link';
import { PartyFacts } from './PartyFacts';
import { ContentHash } from './SignatureTable';

interface Opened {
  siret: string;
  convention: ToBeSigned;
}

/** The link says nothing of whom it is for: the SIRET, which the mail does not carry, is asked for first (R2). */
export default behindLink(function SignaturePage({ token }: { token: string }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [signed, setSigned] = useState(false);
  return (
    <div className="reading">
      <Page title={signed ? 'Convention signée' : 'Signer une convention'}>
        {!opened && <SiretForm token={token} onOpened={setOpened} />}
        {opened && !signed && <SigningForm token={token} {...opened} onSigned={() => setSigned(true)} />}
        {opened && signed && <Signed convention={opened.convention} />}
      </Page>
    </div>
  );
});

function SiretForm({ token, onOpened }: { token: string; onOpened: (opened: Opened) => void }) {
  const [siret, setSiret] = useState('');
  return (
    <CommandForm<object, ToBeSigned>
      path="/signature/opening"
      body={() => ({ token, siret })}
      submit="Continuer"
      onDone={(convention) => onOpened({ siret, convention })}
    >
      <TextField
        name="siret"
        label="Siret de l’organisme que vous représentez"
        hint="14 chiffres, avec ou sans espaces. Rien n’est montré avant : ce lien a pu vous parvenir par erreur."
        inputMode="numeric"
        autoComplete="off"
        value={siret}
        onChange={(event) => setSiret(event.target.value)}
      />
    </CommandForm>
  );
}

function SigningForm({
  token,
  siret,
  convention,
  onSigned,
}: Opened & { token: string; onSigned: () => void }) {
  const { gestionnaire, caf, establishments, effectiveFrom, until, contentSha256, expiresAt } = convention;
  const places = [...establishments].sort((one, other) => inFrenchOrder(one.name, other.name));
  return (
    <>
      <p>
        Voici exactement ce que vous signez : l’avenant «&nbsp;Accès et usage du Portail Caf
        Partenaires&nbsp;», entre les parties, pour les établissements et la durée que voici. Ce lien sert une
        seule fois, jusqu’au {formatInstant(expiresAt)}.
      </p>
      <Section title="Parties">
        <div className="columns">
          <PartyFacts label="Gestionnaire" party={gestionnaire} siret={gestionnaire.id} />
          <PartyFacts label="Caf" party={caf} />
        </div>
      </Section>
      <Section title="Durée">
        <Facts
          facts={{
            'Prend effet le': effectiveFrom ? formatDay(effectiveFrom) : 'Une date que la Caf fixera',
            'Dernier jour compris': formatDay(until),
          }}
        />
      </Section>
      <Section title="Établissements">
        <ul>
          {places.map(({ id, name, address }) => (
            <li key={id}>
              {name}, {address}
            </li>
          ))}
        </ul>
        <ContentHash label="Empreinte de ce contenu" hash={contentSha256} />
      </Section>
      <Section title="Votre signature">
        <CommandForm
          path="/signature"
          body={(value) => ({
            token,
            siret,
            contentSha256,
            signatory: value('signatory'),
            capacity: value('capacity'),
          })}
          submit="Signer"
          done="Vous avez signé la convention."
          onDone={onSigned}
        >
          <TextField name="signatory" label="Vos prénom et nom" autoComplete="name" />
          <TextField
            name="capacity"
            label="Votre qualité"
            hint="Par exemple : Le Maire ; La Présidente."
            autoComplete="organization-title"
          />
          <Declaration of={gestionnaire.name} />
        </CommandForm>
      </Section>
      <ProvenSignature token={token} siret={siret} contentSha256={contentSha256} of={gestionnaire.name} />
    </>
  );
}

/** The provider says the name, and that its bearer directs the organism of this SIRET. */
function ProvenSignature({
  of,
  ...read
}: {
  token: string;
  siret: string;
  contentSha256: string;
  of: string;
}) {
  const { data: provider } = useQuery(queries.identityProvider());
  if (!provider?.name) return null;
  return (
    <Section title={`Ou signer avec ${provider.name}`}>
      <p>
        {provider.name} atteste alors que vous dirigez cet organisme : votre nom et cette preuve sont
        conservés avec votre signature.
      </p>
      <ProviderForm
        path="/signature/provider-requests"
        body={(value) => ({ ...read, capacity: value('capacity') })}
        submit={(name) => `Signer avec ${name}`}
        returnTo={`/signature#/${read.token}`}
      >
        <TextField
          name="capacity"
          label="Votre qualité"
          hint="Par exemple : Le Maire ; La Présidente."
          autoComplete="organization-title"
        />
        <Declaration of={of} />
      </ProviderForm>
    </Section>
  );
}

const Declaration = ({ of }: { of: string }) => (
  <Checkbox name="declared">
    Je déclare représenter {of}, avoir lu ce qui précède et le signer pour cet organisme.
  </Checkbox>
);

function Signed({ convention: { gestionnaire, caf, contentSha256 } }: { convention: ToBeSigned }) {
  return (
    <>
      <p>
        Vous avez signé pour {gestionnaire.name}. La convention prend effet une fois signée aussi par{' '}
        {caf.name}, à sa date d’effet. Ce lien ne sert plus.
      </p>
      <ContentHash label="Empreinte de ce que vous avez signé" hash={contentSha256} />
    </>
  );
}
