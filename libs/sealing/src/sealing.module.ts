import { Module } from '@nestjs/common';
import { DocumentsModule } from '#platform';
import { SealHeadsHandler } from './commands/seal-heads.ts';
import { DossierArchives } from './dossiers/dossier-archives.ts';
import { Dossiers } from './dossiers/dossiers.ts';
import { Directories } from './heads/directories.ts';
import { KeptCheckpointsController } from './http/kept-checkpoints.controller.ts';
import { SealedLogController } from './http/sealed-log.controller.ts';
import { SealHeadsJob } from './jobs/seal-heads.job.ts';
import { TimestampCheckpointJob } from './jobs/timestamp-checkpoint.job.ts';
import { VerifySealJob } from './jobs/verify-seal.job.ts';
import { LogStates } from './log-states.ts';
import { CosignHeads } from './reactors/cosign-heads.ts';
import { SignHeads } from './reactors/sign-heads.ts';
import { PartnerTreesQuery } from './read-models/partner-trees/query.ts';
import { SealedTree } from './read-models/tree/query.ts';
import { Receipts } from './receipts.ts';
import { ReplacedLogs } from './replaced-logs.ts';
import { SealedDocuments } from './sealed-documents.ts';
import { SignedHeads } from './signed-heads.ts';
import { Timestamps } from './timestamps/timestamps.ts';
import { SealVerifications } from './verification/seal-verifications.ts';
import { Witnesses } from './witnesses/witnesses.ts';

@Module({
  imports: [DocumentsModule],
  controllers: [SealedLogController, KeptCheckpointsController],
  providers: [
    SealedTree,
    SignedHeads,
    ReplacedLogs,
    SignHeads,
    SealVerifications,
    VerifySealJob,
    Receipts,
    LogStates,
    SealedDocuments,
    Timestamps,
    TimestampCheckpointJob,
    Witnesses,
    CosignHeads,
    PartnerTreesQuery,
    Directories,
    SealHeadsHandler,
    SealHeadsJob,
    Dossiers,
    DossierArchives,
  ],
  exports: [
    SealedTree,
    SignedHeads,
    ReplacedLogs,
    SealVerifications,
    Receipts,
    Directories,
    PartnerTreesQuery,
    Dossiers,
    DossierArchives,
    LogStates,
    SealedDocuments,
    Timestamps,
    Witnesses,
  ],
})
export class SealingModule {}
