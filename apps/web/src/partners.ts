/** The file of a partner, by the SIRET of the gestionnaire. */
export const partnerPath = (gestionnaireId: string): string => `/partenaires/${gestionnaireId}`;
