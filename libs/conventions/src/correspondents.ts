/** The correspondents of a gestionnaire, who may sign for it. Implemented by the accounts context. */
export abstract class Correspondents {
  /** Whether there is, or has ever been, one who may sign: it is then for them to say who else speaks for the gestionnaire. */
  abstract haveBeenAt(gestionnaireId: string): Promise<boolean>;

  /**
   * Of whoever acts: a code that the Caf has opened has to be confirmed by a correspondent first.
   * @throws Refusal code-to-be-confirmed
   */
  abstract mustMaySign(): Promise<void>;

  /**
   * Nobody of a Caf signs for a gestionnaire.
   * @throws Refusal mailbox-of-officer
   */
  abstract mustNotBeOfOfficer(email: string): Promise<void>;
}
