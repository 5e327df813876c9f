import type { Duty } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { FILE_REFUSALS, FilesField, useGivenFiles } from '../../components/FilesField';
import { TextArea, TextField } from '../../components/fields/fields';
import { today } from '../../days';

const REFUSED_FIELDS = {
  ...FILE_REFUSALS,
  'attested-in-future': 'attestedOn',
  'attestation-lapsed': 'attestedOn',
  'attested-since': 'attestedOn',
};

const WHAT: Record<Duty, string> = {
  antivirus: 'Le produit installé sur les postes qui accèdent au portail, et sa mise à jour.',
  'anti-spam': 'Ce qui filtre les messages des postes qui accèdent au portail, et sa mise à jour.',
  intrusion: 'Ce qui protège votre réseau et vos postes : pare-feu, comptes, mises à jour.',
  premises: 'Qui accède aux locaux et aux postes, et comment les tiers en sont tenus à l’écart.',
  secrecy: 'Comment votre personnel est tenu au secret professionnel (article 226-13 du code pénal).',
};

/** `path` is where the files of the duty are given. */
export function AttestationForm({ duty, path }: { duty: Duty; path: string }) {
  const { given, ids, check } = useGivenFiles(path);
  return (
    <CommandForm
      path="/attestations"
      subject={duty}
      body={(value) => ({ duty, attestedOn: value('attestedOn'), text: value('text'), fileIds: ids })}
      check={check}
      fieldOf={REFUSED_FIELDS}
      submit="Attester"
      done="L’attestation est enregistrée."
    >
      <TextField
        name="attestedOn"
        label="Date"
        hint="L’attestation vaut un an à compter de ce jour."
        type="date"
        max={today()}
        defaultValue={today()}
      />
      <TextArea name="text" label="Ce que vous attestez" hint={WHAT[duty]} rows={5} />
      <FilesField given={given} />
    </CommandForm>
  );
}
