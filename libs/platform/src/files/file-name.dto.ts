import { Text } from '../http/fields.ts';

export class FileNameDto {
  @Text('fileName', { description: 'What people call the file' })
  readonly name!: string;
}
