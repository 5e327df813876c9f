import { unzipSync } from 'fflate';
import { ApiProblem, get } from '../../api/client';
import type { KeptCheckpoint as Compared, KeptDossier } from '../../api/contract';
import { TextField } from '../../components/fields/fields';
import { useOfFile } from '../../components/fields/use-of-file';
import { Notice } from '../../components/Notice';
import { plural } from '../../format';
import { KeptDossierAnswer } from './KeptDossierAnswer';
import { type Checkpoint, readCheckpoint } from './read-checkpoint';
import { type KeptDossierFile, readDossier } from './read-dossier';

interface Answered {
  checkpoint: Checkpoint;
  compared: Compared;
  /** Where a dossier was given. */
  dossier: { kept: KeptDossierFile; compared: KeptDossier } | null;
}

type Said = Answered | 'unreadable' | { refused: string };

/** Whoever has kept a checkpoint or a dossier, from a mail or a folder, holds it against the register of today. */
export function KeptProof() {
  const [said, compare] = useOfFile(compared);
  return (
    <>
      <TextField
        name="kept-proof"
        type="file"
        accept=".zip,.json,.tlog-proof,.txt"
        label="Vérifier un dossier, un reçu ou un point de contrôle que vous avez gardé"
        hint="Le fichier .zip d’un dossier ou d’un reçu, tel que vous l’avez gardé, ou un «&nbsp;point-de-controle.txt&nbsp;» reçu avec un courriel ou pris ici un autre jour."
        onChange={compare}
      />
      <div aria-live="polite">{said && <Answer said={said} />}</div>
    </>
  );
}

async function compared(file: File): Promise<Said> {
  try {
    const text = await textOf(file);
    const kept = readDossier(text);
    const checkpoint = kept?.checkpoint ?? readCheckpoint(text);
    return checkpoint ? await answerTo(checkpoint, kept) : 'unreadable';
  } catch (error) {
    return { refused: error instanceof ApiProblem ? error.message : 'Ce fichier ne peut pas être lu.' };
  }
}

/** In an archive, what stands under one of these names; in a folder, if somebody has zipped it again. */
const PROOF = /^([^_][^/]*\/)?(dossier\.json|preuve-1\.tlog-proof)$/;

/** Of a file, or of what proves something in an archive as the portal gives them. */
async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [proof = bytes] = proofsIn(bytes);
  return new TextDecoder().decode(proof);
}

/** None for what is no archive, or none that can be read. */
function proofsIn(bytes: Uint8Array): Uint8Array[] {
  try {
    return Object.values(unzipSync(bytes, { filter: ({ name }) => PROOF.test(name) }));
  } catch {
    return [];
  }
}

async function answerTo(checkpoint: Checkpoint, kept: KeptDossierFile | null): Promise<Answered> {
  const { origin, size, root } = checkpoint;
  const [compared, dossier] = await Promise.all([
    get<Compared>('/sealed-log/kept-checkpoint', { origin, size: String(size), root }),
    kept &&
      get<KeptDossier>(`/partners/${encodeURIComponent(kept.party.id)}/kept-dossier`, {
        size: String(kept.size),
        root: kept.root,
      }),
  ]);
  return { checkpoint, compared, dossier: kept && dossier && { kept, compared: dossier } };
}

function Answer({ said }: { said: Said }) {
  if (said === 'unreadable') {
    return (
      <Notice tone="warning">Ce fichier n’est ni un dossier, ni un reçu, ni un point de contrôle.</Notice>
    );
  }
  if ('refused' in said) return <Notice tone="warning">{said.refused}</Notice>;
  const { checkpoint, compared, dossier } = said;
  if (dossier && SAYS_NO_MORE.includes(compared.outcome)) return <KeptDossierAnswer {...dossier} />;
  const events = plural(checkpoint.size, 'événement');
  switch (compared.outcome) {
    case 'contained':
      return (
        <Notice tone="good">
          Le registre d’aujourd’hui contient toujours, inchangés et à leur place, les {events} de ce point de
          contrôle. Il en a scellé {plural(compared.sealed - checkpoint.size, 'autre')} depuis.
        </Notice>
      );
    case 'replaced':
      return (
        <Notice tone="good">
          Ce point de contrôle est celui du registre d’avant le chiffrement des données personnelles, qui
          contient, inchangés et à leur place, ses {events}. Le registre d’aujourd’hui en est la copie
          chiffrée : il le dit lui-même, scellé.
        </Notice>
      );
    case 'contradicted':
      return (
        <Notice tone="danger">
          Ce registre n’est plus celui de ce point de contrôle : quelque chose a été changé parmi ses {events}
          . {KEEP}
        </Notice>
      );
    case 'beyond':
      return (
        <Notice tone="danger">
          Ce registre n’a scellé que {plural(compared.sealed, 'événement')} : il en manque depuis ce point de
          contrôle, qui en compte {checkpoint.size}. {KEEP}
        </Notice>
      );
    case 'other-log':
      return (
        <Notice tone="warning">
          Ce point de contrôle est celui d’un autre registre, «&nbsp;{checkpoint.origin}&nbsp;».
        </Notice>
      );
    default:
      return compared.outcome satisfies never;
  }
}

/** Of the checkpoint within a dossier: what is told of the dossier itself says as much. */
const SAYS_NO_MORE: Compared['outcome'][] = ['contained', 'replaced'];

const KEEP =
  'Gardez ce fichier, vérifiez sa signature («\u00a0verifier.html\u00a0», dans tout reçu), et demandez des explications.';
