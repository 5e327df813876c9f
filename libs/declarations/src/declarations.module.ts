import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { ApproveDeclarationHandler } from './commands/approve-declaration.ts';
import { EnterActivityDataHandler } from './commands/enter-activity-data.ts';
import { EnterFinancialDataHandler } from './commands/enter-financial-data.ts';
import { OpenDeclarationHandler } from './commands/open-declaration.ts';
import { ReturnPartHandler } from './commands/return-part.ts';
import { SubmitPartsHandler } from './commands/submit-parts.ts';
import { TransmitDeclarationHandler } from './commands/transmit-declaration.ts';
import { DeclarationTasks } from './declaration-tasks.ts';
import { DeclarationsController } from './http/declarations.controller.ts';
import { DeclarationList, DeclarationListController } from './lists/declarations.ts';
import { DeclarationsQuery } from './read-models/declarations/query.ts';

@Module({
  imports: [ConventionsModule],
  controllers: [DeclarationsController, DeclarationListController],
  providers: [
    OpenDeclarationHandler,
    EnterActivityDataHandler,
    EnterFinancialDataHandler,
    SubmitPartsHandler,
    ReturnPartHandler,
    ApproveDeclarationHandler,
    TransmitDeclarationHandler,
    DeclarationsQuery,
    DeclarationList,
    DeclarationTasks,
  ],
  exports: [DeclarationsQuery],
})
export class DeclarationsModule {}
