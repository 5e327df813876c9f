import type { Context } from '#event-sourcing';
import { SignHeads } from './reactors/sign-heads.ts';
import { treeProjection } from './read-models/tree/projection.ts';
import { SealingModule } from './sealing.module.ts';
import { cosignatures, sealingSchemas, signedHeadTables } from './signed-heads.ts';

export const sealing: Context = {
  name: 'sealing',
  module: SealingModule,
  eventTypes: {},
  acts: {},
  migrations: [signedHeadTables, cosignatures],
  ownersSchemas: sealingSchemas,
  projections: [treeProjection],
  reactors: [SignHeads],
};

export type { FaultKind, SealFault } from './domain/fault.ts';
export { LOG_PATHS } from './http/log-paths.ts';
export { rotateSealKeys, type SealKeys, sealKeys } from './keys/seal-keys.ts';
export { type EventPlace, NotSealedYet, type ProvedEvent, proofOf } from './proofs-of.ts';
export { SignHeads } from './reactors/sign-heads.ts';
export { treeProjection } from './read-models/tree/projection.ts';
export { SealedTree } from './read-models/tree/query.ts';
export { Receipts } from './receipts.ts';
export { SealingModule } from './sealing.module.ts';
export { SignedHeads } from './signed-heads.ts';
export { type SealVerification, verifySeal } from './verification/verify-seal.ts';
