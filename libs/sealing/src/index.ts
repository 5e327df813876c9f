import type { Context } from '#event-sourcing';
import { sealingActs } from './acts.ts';
import { logReplacedEventTypes } from './domain/log-replaced.ts';
import { sealedHeadsEventTypes } from './domain/sealed-heads.ts';
import { directoryTables, secretTimes } from './heads/directories.ts';
import { SealHeadsJob } from './jobs/seal-heads.job.ts';
import { TimestampCheckpointJob } from './jobs/timestamp-checkpoint.job.ts';
import { VerifySealJob } from './jobs/verify-seal.job.ts';
import { CosignHeads } from './reactors/cosign-heads.ts';
import { SignHeads } from './reactors/sign-heads.ts';
import { partnerTreesProjection } from './read-models/partner-trees/projection.ts';
import { treeProjection } from './read-models/tree/projection.ts';
import { replacedLogTables } from './replaced-logs.ts';
import { SealingModule } from './sealing.module.ts';
import { cosignatures, sealingSchemas, signedHeadTables } from './signed-heads.ts';
import { timestampTables } from './timestamps/timestamps.ts';
import { sealVerificationSeals, sealVerificationTables } from './verification/seal-verifications.ts';
import { witnessTables } from './witnesses/witnesses.ts';

export const sealing: Context = {
  name: 'sealing',
  module: SealingModule,
  eventTypes: { ...sealedHeadsEventTypes, ...logReplacedEventTypes },
  acts: sealingActs,
  migrations: [
    signedHeadTables,
    cosignatures,
    sealVerificationTables,
    directoryTables,
    replacedLogTables,
    timestampTables,
    witnessTables,
    secretTimes,
    ...sealVerificationSeals,
  ],
  ownersSchemas: sealingSchemas,
  projections: [treeProjection, partnerTreesProjection],
  reactors: [SignHeads, CosignHeads],
  jobs: [VerifySealJob, SealHeadsJob, TimestampCheckpointJob],
};

export { expectCheckpointDir } from './checkpoint-dir.ts';
export { TOLD_V1, WITHHELD_V1 } from './domain/concerns-v1.ts';
export type { FaultKind, SealFault } from './domain/fault.ts';
export { DossierArchives } from './dossiers/dossier-archives.ts';
export { Dossiers } from './dossiers/dossiers.ts';
export { Directories } from './heads/directories.ts';
export { verifyHeads } from './heads/verify-heads.ts';
export { LOG_PATHS } from './http/log-paths.ts';
export { CHECKPOINT_HEADER, LEAF_HEADER, SealHeadersInterceptor } from './http/seal-headers.interceptor.ts';
export {
  expectSealKeys,
  type PublicKeys,
  rotateSealKeys,
  type SealKeys,
  sealKeys,
  succeedSealKeys,
} from './keys/seal-keys.ts';
export type { ArchivedFile } from './proof-archive.ts';
export { type EventPlace, NotSealedYet, nameOfPlace, proofOf } from './proofs-of.ts';
export { putSealAside } from './put-seal-aside.ts';
export { SignHeads } from './reactors/sign-heads.ts';
export { partnerTreesProjection } from './read-models/partner-trees/projection.ts';
export { PartnerTreesQuery } from './read-models/partner-trees/query.ts';
export { treeProjection } from './read-models/tree/projection.ts';
export { SealedTree } from './read-models/tree/query.ts';
export { Receipts } from './receipts.ts';
export { ReplacedLogs } from './replaced-logs.ts';
export { SealedDocuments } from './sealed-documents.ts';
export { SealingModule } from './sealing.module.ts';
export { SignedHeads } from './signed-heads.ts';
export { Timestamps } from './timestamps/timestamps.ts';
export { type SealState, SealVerifications } from './verification/seal-verifications.ts';
export { verifyLog } from './verification/verify-log.ts';
export { verifySeal } from './verification/verify-seal.ts';
export { type WitnessFault, witnessFaults } from './witnesses/ask-witness.ts';
export { Witnesses, type WitnessState } from './witnesses/witnesses.ts';
