import type { Establishment, Person } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { DocumentField } from '../../components/fields/DocumentField';
import { optionsOf, Select, TextField } from '../../components/fields/fields';
import { Notice } from '../../components/Notice';
import { today } from '../../days';
import { PROFILES } from '../../labels';
import { optionsOfPersons } from '../../persons';

interface Props {
  persons: Person[];
  establishments: Establishment[];
  onDone: () => void;
}

export function RequestForm({ persons, establishments, onDone }: Props) {
  return (
    <CommandForm
      path="/habilitation-requests"
      body={(value) => ({
        establishmentId: value('establishmentId'),
        personId: value('personId'),
        profile: value('profile'),
        reference: value('reference'),
        requestedOn: value('requestedOn'),
        documentSha256: value('documentSha256') || undefined,
      })}
      submit="Envoyer la demande"
      done="La demande est envoyée à la Caf."
      onDone={onDone}
    >
      {persons.length === 0 && <Notice tone="warning">Ajoutez d’abord la personne à habiliter.</Notice>}
      <Select
        name="establishmentId"
        label="Établissement"
        none="Choisir"
        options={establishments.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Select name="personId" label="Personne" none="Choisir" options={optionsOfPersons(persons)} />
      <Select
        name="profile"
        label="Profil"
        hint="Un nouvel approbateur demande une annexe modifiée, signée des deux parties."
        none="Choisir"
        options={optionsOf(PROFILES)}
      />
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
