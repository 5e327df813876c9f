import { Module } from '@nestjs/common';
import { Antivirus } from '../antivirus/antivirus.ts';
import { antivirusOf } from '../antivirus/antivirus-of.ts';
import { Config } from '../config/config.ts';
import { FileIntake } from './file-intake.ts';

/** One intake for all: its bounds are those of the process. */
@Module({
  providers: [FileIntake, { provide: Antivirus, inject: [Config], useFactory: antivirusOf }],
  exports: [FileIntake, Antivirus],
})
export class FilesModule {}
