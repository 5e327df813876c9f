import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { sessionQuery, useMe } from '../../api/session';
import { CommandForm, type Values } from '../../components/CommandForm';
import { optionsOf, optionsOfNamed, Select, TextArea } from '../../components/fields/fields';
import { MomentField } from '../../components/fields/MomentField';
import { today, typedAt } from '../../days';
import { INCIDENT_CATEGORIES } from '../../labels';
import { ConcernedCodeField } from './ConcernedCodeField';
import type { Prefilled } from './prefilled';

const REFUSED_FIELDS = {
  'account-unknown': 'userCode',
  'discovered-in-future': 'discoveredAt',
  'occurred-after-discovery': 'occurredAt',
};

export function IncidentForm() {
  const { role, organism } = useMe();
  const isCaf = role === 'caf-security';
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const known: Prefilled | null = useLocation().state;
  const client = useQueryClient();
  const partners = useQuery({ ...queries.partners(), enabled: isCaf });
  const [gestionnaireId, setGestionnaireId] = useState(isCaf ? '' : organism.id);
  const latest = `${today()}T23:59`;

  function show(id: string) {
    if (client.getQueryData(sessionQuery.queryKey)) return navigate(`/incidents/${id}`);
    // The code that was blocked is the reader's own: as after signing out, nothing read for them remains.
    window.location.assign('/connexion?bloque');
  }

  return (
    <CommandForm
      path="/incidents"
      subject={known?.occurredAt}
      body={(value) => ({
        gestionnaireId,
        category: value('category'),
        description: value('description'),
        occurredAt: typedMoment(value, 'occurredAt'),
        discoveredAt: typedMoment(value, 'discoveredAt'),
        userCode: value('userCode') || undefined,
      })}
      fieldOf={REFUSED_FIELDS}
      submit={isCaf ? 'Enregistrer l’incident' : 'Signaler à la Caf'}
      done={isCaf ? 'L’incident est enregistré.' : 'L’incident est signalé à la Caf.'}
      onDone={({ id }) => show(id)}
    >
      {isCaf && (
        <Select
          name="gestionnaireId"
          label="Gestionnaire"
          none="Choisir"
          options={optionsOfNamed(partners.data)}
          value={gestionnaireId}
          onChange={(event) => setGestionnaireId(event.target.value)}
        />
      )}
      <Select
        name="category"
        label="Nature"
        none="Choisir"
        options={optionsOf(INCIDENT_CATEGORIES)}
        defaultValue={known?.category ?? search.get('nature') ?? undefined}
      />
      <ConcernedCodeField gestionnaireId={gestionnaireId} chosen={known?.userCode ?? undefined} />
      <MomentField
        name="discoveredAt"
        label="Découvert le"
        hint="Date et heure de Paris. Laissez vide si c’est à l’instant."
        max={latest}
        optional
      />
      <MomentField
        name="occurredAt"
        label="A eu lieu le"
        hint="Laissez vide si vous ne le savez pas."
        max={latest}
        known={known ? typedAt(known.occurredAt) : undefined}
        optional
      />
      <TextArea
        name="description"
        label="Ce qui s’est passé"
        hint="Les faits, et ce qui a déjà été fait. N’écrivez jamais de mot de passe."
        rows={6}
        defaultValue={known?.description}
      />
    </CommandForm>
  );
}

/** The time in Paris, with its offset where it comes twice: the server reads it, and asks back what does not exist. */
const typedMoment = (value: Values, name: string): string | undefined =>
  value(name) ? value(name) + value(`${name}Offset`) : undefined;
