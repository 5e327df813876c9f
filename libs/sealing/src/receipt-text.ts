import { formatCount, formatDateTime } from '#platform';
import type { Checkpoint } from '#transparency';

interface Told {
  readonly type: string;
  readonly recordedAt: string;
  readonly stream: string;
  readonly revision: number;
}

/** What a receipt is, for who opens it in some years. @param events as they are sealed, canonical JSON */
export function receiptText(events: readonly string[], { origin, size, root }: Checkpoint): string {
  const lines = events.map((text, at) => {
    const { type, recordedAt, stream, revision } = JSON.parse(text) as Told;
    return `  preuve-${at + 1}.tlog-proof  ${formatDateTime(recordedAt)}  ${type}  (${stream}@${revision})`;
  });
  return `REÇU DU REGISTRE

Ce que vous avez fait est enregistré dans le registre « ${origin} », et scellé : le registre ne peut plus
le modifier, le retirer ni le déplacer sans que cela se voie. Chaque fichier joint le prouve :

${lines.join('\n')}

Ils ont été établis sur l’état signé du registre à ${formatCount(size, 'événement')}, d’empreinte
${root.toString('base64')}

À quoi cela sert
  Gardez ce dossier avec la pièce à laquelle il se rapporte. Si quelqu’un affirme un jour que l’acte n’a pas
  eu lieu, ou pas à cette date, ou pas ainsi, ces fichiers suffisent à établir le contraire, sans demander
  l’accord de personne et même si le registre n’existe plus.

Comment vérifier
  Ouvrez « verifier.html », qui est dans le fichier .zip, dans votre navigateur (aucune connexion n’est nécessaire), et
  choisissez-y le fichier .zip lui-même. La page dit si chaque preuve est bonne, et montre, mot pour mot, ce qui a
  été enregistré. Comparez les empreintes des clés qu’elle affiche avec celles que la Caf publie.
  Pour un informaticien : « node verifier.mjs » suivi du nom du fichier .zip fait de même ; les fichiers suivent des
  normes publiques (https://c2sp.org/tlog-proof), que d’autres outils savent lire.
`;
}
