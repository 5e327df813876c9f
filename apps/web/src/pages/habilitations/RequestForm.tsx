import { useState } from 'react';
import type { Establishment, Person, Profile } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { DocumentField } from '../../components/fields/DocumentField';
import { optionsOf, Select, TextField } from '../../components/fields/fields';
import { Notice } from '../../components/Notice';
import { today } from '../../days';
import { PROFILES } from '../../labels';
import { optionsOfPersons } from '../../persons';
import { ownerOf } from './term';

interface Props {
  persons: Person[];
  establishments: Establishment[];
}

type Duration = '' | 'limited' | 'replacement';

const REFUSED_FIELDS = {
  'requested-in-future': 'requestedOn',
  'term-past': 'lastDay',
  'already-holder': 'personId',
  'mailbox-taken': 'personId',
};

const VACANT = 'L’habilitation prend fin à la fin de ce jour, et le profil est vacant.';

/** Whoever holds the profile gives way; another stands in for them already, where they do not. */
function returnText(owner: NonNullable<ReturnType<typeof ownerOf>>): string {
  const way =
    'since' in owner ? 'laisse ce profil dès que la Caf l’accorde, et le retrouve' : 'retrouve ce profil';
  return `${owner.name} ${way} à la fin de ce jour, sans autre demande.`;
}

/** For good, to a last day, or for the time in which the holder gives way (R6, R11). */
export function RequestForm({ persons, establishments }: Props) {
  const [place, setPlace] = useState('');
  const [personId, setPersonId] = useState('');
  const [profile, setProfile] = useState<Profile | ''>('');
  const [duration, setDuration] = useState<Duration>('');
  const owner = ownerOf(
    establishments.find(({ id }) => id === place),
    profile,
  );
  const other = owner && owner.personId !== personId ? owner : null;
  const isReplacement = duration === 'replacement' && other !== null;
  const isLimited = duration === 'limited' || isReplacement;
  return (
    <CommandForm
      path="/habilitation-requests"
      body={(value) => ({
        establishmentId: place,
        personId,
        profile,
        reference: value('reference'),
        requestedOn: value('requestedOn'),
        documentSha256: value('documentSha256') || undefined,
        lastDay: isLimited ? value('lastDay') : undefined,
        returnsTo: isReplacement ? other.personId : undefined,
      })}
      fieldOf={REFUSED_FIELDS}
      submit="Envoyer la demande"
      done="La demande est envoyée à la Caf."
      onRestore={(values) => {
        setPlace(values.establishmentId ?? '');
        setPersonId(values.personId ?? '');
        setProfile((values.profile as Profile) ?? '');
        setDuration((values.duration as Duration) ?? '');
      }}
    >
      {persons.length === 0 && <Notice tone="warning">Ajoutez d’abord la personne à habiliter.</Notice>}
      <Select
        name="establishmentId"
        label="Établissement"
        none="Choisir"
        options={establishments.map(({ id, name }) => ({ value: id, label: name }))}
        value={place}
        onChange={({ target }) => setPlace(target.value)}
      />
      <Select
        name="personId"
        label="Personne"
        none="Choisir"
        options={optionsOfPersons(persons)}
        value={personId}
        onChange={({ target }) => setPersonId(target.value)}
      />
      <Select
        name="profile"
        label="Profil"
        hint="Un nouvel approbateur demande une annexe modifiée, signée des deux parties."
        none="Choisir"
        options={optionsOf(PROFILES)}
        value={profile}
        onChange={({ target }) => setProfile(target.value as Profile | '')}
      />
      <Select
        name="duration"
        label="Durée"
        none="Sans limite"
        optional
        options={[
          { value: 'limited', label: 'Jusqu’à un dernier jour' },
          ...(other
            ? [
                {
                  value: 'replacement',
                  label: `Pour un temps\u00a0: ${other.name} retrouve ensuite le profil`,
                },
              ]
            : []),
        ]}
        value={isLimited ? duration : ''}
        onChange={({ target }) => setDuration(target.value as Duration)}
      />
      {isLimited && (
        <TextField
          name="lastDay"
          type="date"
          label="Dernier jour"
          hint={isReplacement ? returnText(other) : VACANT}
          min={today()}
        />
      )}
      <TextField name="reference" label="Référence du courrier" />
      <TextField name="requestedOn" type="date" label="Date du courrier" max={today()} />
      <DocumentField
        name="documentSha256"
        label="Document"
        hint="Il reste chez vous : seule son empreinte est gardée."
        optional
      />
    </CommandForm>
  );
}
