import { formatCount, formatDateTime } from '#platform';
import { type Dossier, parseTlogProof, unverifiedCheckpoint } from '#transparency';

/** What a dossier is and what to do with it, for who opens it in some years: a town’s secretary understands it. */
export function dossierReadme(dossier: Dossier, sealedAt: string): string {
  const { party, before, entries, head } = dossier;
  const { checkpoint } = parseTlogProof(dossier.sealed);
  const { origin, size } = unverifiedCheckpoint(checkpoint);
  const pieces =
    entries.length === 0
      ? `Aucune pièce ne s’est ajoutée depuis la pièce n° ${before}.`
      : `Il contient les pièces n° ${before + 1} à ${head.size}, soit ${formatCount(entries.length, 'pièce')}.`;
  return `VOTRE DOSSIER AU REGISTRE

Partenaire : ${party.name} (${party.id})
Arrêté le ${formatDateTime(sealedAt)}, à la pièce n° ${head.size}. ${pieces}

Ce que c’est
  Chaque fois que le registre « ${origin} » enregistre quelque chose qui vous concerne (une habilitation, un code, une
  anomalie notifiée, votre justification…), c’est une pièce de plus dans votre dossier. Les pièces sont numérotées
  sans trou. « pieces.csv » les montre, à ouvrir dans un tableur ; « dossier.json » les contient avec leurs preuves ;
  « documents » a les rapports mensuels tels qu’ils vous ont été envoyés.

Ce qu’il faut en faire
  1. Gardez ce fichier .zip tel quel, avec vos archives. Prenez-en un de temps en temps, par exemple chaque trimestre :
     choisissez alors le jour du précédent, ils se suivent.
  2. Regardez le dernier numéro. Si un courriel ou un rapport vous parle de la « pièce n° 150 » et que votre dossier, pris
     plus tard, s’arrête à 143, ou saute un numéro, il manque quelque chose : demandez pourquoi.
  3. En cas de désaccord, ce fichier suffit. Personne, ni la Caf ni l’informaticien qui tient le registre, ne peut plus
     modifier, retirer, ajouter ou déplacer une de ces pièces sans que cela se voie.

Comment vérifier
  Ouvrez « verifier.html », qui est dans le fichier .zip, dans votre navigateur (aucune connexion n’est nécessaire), et
  choisissez-y le fichier .zip lui-même, avec les plus anciens : la page dit si l’un suit l’autre.
  Comparez les empreintes des clés qu’elle affiche avec celles que la Caf publie. Vous pouvez aussi montrer un ancien
  dossier au portail (au bas de « Conformité à l’avenant ») : il dit si le registre d’aujourd’hui le contient toujours.
  « temoins.txt », s’il y est, est le dernier point de contrôle que des témoins extérieurs ont contresigné, et
  « temoins-cles.txt » leurs clés, que vous comparez avec celles qu’ils publient.
  « registre-remplace.tlog-proof », s’il y est, prouve ce que le registre dit de celui dont il est la copie chiffrée.
  Pour un informaticien : « node verifier.mjs » suivi des noms des fichiers .zip fait de même. Là où le registre fait horodater ses points de
  contrôle par un tiers (RFC 3161), « horodatage.txt » est le dernier qui l’a été, et « openssl ts -verify -data
  horodatage.txt -in horodatage.tsr -CAfile » (avec le certificat de ce tiers) dit qu’il existait déjà à l’heure indiquée.

Ce qui n’y est pas
  Les noms des agents de la Caf : une pièce dit que c’était la Caf. Les pièces que vous ne pouvez pas lire, s’il y en a,
  sont comptées et prouvées sans leur texte. Le registre comptait alors ${formatCount(size, 'événement')} en tout.
`;
}
