/** The file of a partner, by the SIRET of the gestionnaire. */
export const partnerPath = (gestionnaireId: string): string => `/partenaires/${gestionnaireId}`;

/** Who has held what at an establishment, which has no page of its own. */
export const habilitationsAt = (establishmentId: string): string =>
  `/habilitations?${new URLSearchParams({ establishmentId, state: 'any' })}`;
