import { type Column, formatDate, formatDateTime, formatShortDate, OfficialDocument } from '#platform';
import { PROFILES } from '../../domain/roster.ts';
import type { AnnexContent } from './content.ts';

const MARK = '×';

/** The amendment's own columns, its own words (article 2 and the annex itself). */
const PROFILE_COLUMNS = {
  activity: 'Fournisseur données d’activité',
  financial: 'Fournisseur données financières',
  approver: 'Approbateur déclaration de données',
} as const;

/** The annex as a Caf and a gestionnaire sign it. */
export async function annexDocument(annex: AnnexContent): Promise<Buffer> {
  const { gestionnaire, caf, version, on, position, drawnAt, isDraft } = annex;
  const document = await OfficialDocument.open({
    title: `${isDraft ? 'Projet d’annexe' : 'Annexe'} à l’avenant, ${gestionnaire.name}, version ${version}`,
    author: caf.name,
    subject: `Liste des personnes habilitées, arrêtée au ${formatDate(on)}`,
    orientation: 'portrait',
    createdAt: drawnAt,
    ...(isDraft && { mark: 'Projet' }),
    foot: `${isDraft ? 'Projet d’annexe' : 'Annexe'}, version ${version}, arrêtée au ${formatDate(on)}. Tirée du registre le ${formatDateTime(drawnAt)}, à la position ${position}.`,
  });
  document
    .paragraph('Convention d’objectifs et de financement'.toLocaleUpperCase('fr'), { size: 9, after: 0 })
    .paragraph('Établissement d’accueil de jeunes enfants'.toLocaleUpperCase('fr'), { size: 9, after: 0 })
    .paragraph('Avenant « Accès et usage du Portail Caf Partenaires »', { size: 9, after: 10 })
    .heading('Annexe à l’avenant de la convention d’objectifs et de financement', 1, { after: 2 })
    .heading('Liste des personnes habilitées pour l’ensemble des équipements du gestionnaire', 2, {
      after: 2,
    })
    .paragraph(versionLine(annex), { size: 11, after: 12 })
    .blocks([
      { title: 'Le gestionnaire', lines: partyLines(gestionnaire) },
      { title: 'La Caf', lines: partyLines(caf) },
      { title: 'La convention', lines: conventionLines(annex) },
    ])
    .space(6);
  table(document, annex);
  if (annex.vacancies.length > 0) {
    document.heading('Profils sans titulaire', 3, { after: 2 });
    for (const [establishment, profiles] of vacanciesByPlace(annex)) {
      document.paragraph(`${establishment} : ${profiles.join(', ')}.`, { after: 2 });
    }
    document.space(8);
  }
  return document
    .signatures([
      { title: 'Pour le gestionnaire', lines: signatureLines(annex, 'gestionnaire') },
      { title: 'Pour la Caf', lines: signatureLines(annex, 'caf') },
    ])
    .finish();
}

function versionLine({ version, on, isDraft }: AnnexContent): string {
  const line = `Version ${version}, arrêtée au ${formatDate(on)}`;
  return isDraft ? `${line}. Projet : sans effet avant la signature des deux parties` : line;
}

const partyLines = ({ name, address, representative }: AnnexContent['caf']) => [
  name,
  `représenté par ${representative}`,
  address,
];

function conventionLines({ conventions, establishments }: AnnexContent): string[] {
  if (conventions.length === 0) return ['Aucune convention n’est en vigueur à cette date.'];
  return [
    ...conventions.map(
      ({ from, until }) => `du ${formatShortDate(from)} au ${formatShortDate(until)} inclus`,
    ),
    ...establishments.map(({ name, address }) => `${name}, ${address}`),
  ];
}

function table(document: OfficialDocument, { rows }: AnnexContent): void {
  const byPlace = rows.some(({ establishment }) => establishment !== null);
  const columns: Column[] = [
    { header: 'NOM', share: 17, weight: 'bold' },
    { header: 'Prénom', share: 12 },
    { header: 'Fonction', share: 21 },
    ...(byPlace ? [{ header: 'Établissement', share: 19 }] : []),
    ...PROFILES.map(
      (profile): Column => ({
        header: PROFILE_COLUMNS[profile],
        share: 13.5,
        align: 'center',
        weight: 'bold',
      }),
    ),
  ];
  document.table(
    columns,
    rows.map((row) => [
      row.lastName.toLocaleUpperCase('fr'),
      row.firstName,
      row.function,
      ...(byPlace ? [row.establishment ?? 'Tous'] : []),
      ...PROFILES.map((profile) => (row.profiles.includes(profile) ? MARK : '')),
    ]),
    'Aucune personne n’est habilitée à cette date.',
  );
}

function vacanciesByPlace({ vacancies }: AnnexContent): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { establishment, profile } of vacancies) {
    const name = PROFILE_COLUMNS[profile].toLocaleLowerCase('fr');
    places.set(establishment, [...(places.get(establishment) ?? []), name]);
  }
  return places;
}

/** The signatures of an amended version are recorded (R22); else there is place to sign. */
function signatureLines({ signatures, version }: AnnexContent, party: 'gestionnaire' | 'caf'): string[] {
  const signed = signatures.find((signature) => signature.party === party);
  if (!signed)
    return ['Nom et qualité :', 'Fait à                                        , le', 'Signature :'];
  return [
    signed.signatory,
    signed.capacity,
    `Version ${version} signée le ${formatDate(signed.signedOn)}`,
    'Signature :',
  ];
}
