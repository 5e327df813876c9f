import { Module } from '@nestjs/common';
import { SealedLogController } from './http/sealed-log.controller.ts';
import { SignHeads } from './reactors/sign-heads.ts';
import { SealedTree } from './read-models/tree/query.ts';
import { Receipts } from './receipts.ts';
import { SignedHeads } from './signed-heads.ts';

@Module({
  controllers: [SealedLogController],
  providers: [SealedTree, SignedHeads, SignHeads, Receipts],
  exports: [SealedTree, SignedHeads, Receipts],
})
export class SealingModule {}
