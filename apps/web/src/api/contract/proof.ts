// GET /api/sealed-log/kept-checkpoint?origin=&size=&root=: a checkpoint that somebody has kept, held against the log of today
export interface KeptCheckpoint {
  outcome: 'contained' | 'replaced' | 'contradicted' | 'beyond' | 'other-log';
  /** Events that the log has signed by now. */
  sealed: number;
}

// GET /api/partners/:id/dossier; .zip?since= is all of it, with what proves it
export interface PartnerDossier {
  /** Entries: the number of the last one. */
  pieces: number;
}

// GET /api/partners/:id/kept-dossier?size=&root=: a dossier that somebody has kept, held against the register of today
export interface KeptDossier {
  outcome: 'contained' | 'replaced' | 'contradicted' | 'beyond';
  pieces: number;
}
