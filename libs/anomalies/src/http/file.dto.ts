import { Text } from '#platform';

export class FileNameDto {
  @Text('fileName', { description: 'What people call the file' })
  readonly name!: string;
}
