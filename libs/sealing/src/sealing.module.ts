import { Module } from '@nestjs/common';
import { KeptCheckpointsController } from './http/kept-checkpoints.controller.ts';
import { SealedLogController } from './http/sealed-log.controller.ts';
import { VerifySealJob } from './jobs/verify-seal.job.ts';
import { SignHeads } from './reactors/sign-heads.ts';
import { SealedTree } from './read-models/tree/query.ts';
import { Receipts } from './receipts.ts';
import { SignedHeads } from './signed-heads.ts';
import { SealVerifications } from './verification/seal-verifications.ts';

@Module({
  controllers: [SealedLogController, KeptCheckpointsController],
  providers: [SealedTree, SignedHeads, SignHeads, SealVerifications, VerifySealJob, Receipts],
  exports: [SealedTree, SignedHeads, SealVerifications, Receipts],
})
export class SealingModule {}
