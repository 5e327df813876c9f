import { Gives } from '../http/answers.ts';
import { type AttachedFile, type FileType, fileTypes } from './file-type.ts';

export class AttachedFileView implements AttachedFile {
  @Gives.id()
  readonly id!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.oneOf(fileTypes, { description: 'By its content' })
  readonly type!: FileType;

  @Gives.whole({ description: 'In bytes' })
  readonly size!: number;

  @Gives.text({ description: 'As the log has it' })
  readonly sha256!: string;
}
