import { type ChangeEvent, useId, useState } from 'react';
import { get } from '../../api/client';
import type { KeptCheckpoint as Compared } from '../../api/contract';
import { Notice } from '../../components/Notice';
import { plural } from '../../format';
import { type Checkpoint, readCheckpoint } from './read-checkpoint';

type Said = { checkpoint: Checkpoint; compared: Compared } | 'unreadable' | 'unanswered' | null;

/** Whoever has kept a checkpoint, from a mail or a folder, holds it against the register of today. */
export function KeptCheckpoint() {
  const id = useId();
  const [said, setSaid] = useState<Said>(null);

  async function compare({ target }: ChangeEvent<HTMLInputElement>) {
    const [file] = target.files ?? [];
    if (!file) return;
    const checkpoint = readCheckpoint(await file.text());
    if (!checkpoint) return setSaid('unreadable');
    const { origin, size, root } = checkpoint;
    const compared = await get<Compared>('/sealed-log/kept-checkpoint', {
      origin,
      size: String(size),
      root,
    }).catch(() => null);
    setSaid(compared ? { checkpoint, compared } : 'unanswered');
  }

  return (
    <div className="field">
      <label htmlFor={id}>Vérifier un point de contrôle que vous avez gardé</label>
      <p className="hint" id={`${id}-hint`}>
        Un fichier « point-de-controle.txt », reçu avec un courriel ou pris ici un autre jour.
      </p>
      <input
        id={id}
        type="file"
        accept=".txt,text/plain"
        aria-describedby={`${id}-hint`}
        onChange={compare}
      />
      <div aria-live="polite">{said && <Answer said={said} />}</div>
    </div>
  );
}

function Answer({ said }: { said: NonNullable<Said> }) {
  if (said === 'unreadable') {
    return <Notice tone="warning">Ce fichier n’est pas un point de contrôle.</Notice>;
  }
  if (said === 'unanswered') {
    return <Notice tone="warning">Le registre n’a pas répondu : réessayez dans un instant.</Notice>;
  }
  const { checkpoint, compared } = said;
  const events = plural(checkpoint.size, 'événement');
  switch (compared.outcome) {
    case 'contained':
      return (
        <Notice tone="good">
          Le registre d’aujourd’hui contient toujours, inchangés et à leur place, les {events} de ce point de
          contrôle. Il en a scellé {plural(compared.sealed - checkpoint.size, 'autre')} depuis.
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
          Ce point de contrôle est celui d’un autre registre, « {checkpoint.origin} ».
        </Notice>
      );
    default:
      return compared.outcome satisfies never;
  }
}

const KEEP =
  'Gardez ce fichier, vérifiez sa signature (« verifier.html », dans tout reçu), et demandez des explications.';
