import { applyDecorators, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { GivesFile } from '../http/answers.ts';
import { policy } from '../policy.ts';
import { AttachedFileView } from './attached-file.view.ts';
import { TakesFile } from './sent-files.ts';

const { largestMegabytes, keptUnsentHours } = policy.attachedFiles;

/** The endpoint takes one file that is to be sent with something: `a justification (R19)`. */
export const TakesAttachment = (sentWith: string) =>
  applyDecorators(
    Post(),
    TakesFile(`${largestMegabytes} MB`),
    ApiOperation({
      summary: `Give a file to send with ${sentWith}: a PDF, a PNG, a JPEG, by its content`,
      description: `It is kept for ${keptUnsentHours} hours, unless what it is sent with names it. Where an antivirus is configured and does not answer, it is refused (503).`,
    }),
    ApiCreatedResponse({ type: AttachedFileView }),
  );

export const ListsUnsentAttachments = () =>
  applyDecorators(
    Get(),
    ApiOperation({ summary: 'The files that were given and not sent yet' }),
    ApiOkResponse({ type: [AttachedFileView] }),
  );

export const RemovesUnsentAttachment = () =>
  applyDecorators(
    Delete(':fileId'),
    HttpCode(204),
    ApiOperation({ summary: 'Take back one that was not sent yet' }),
  );

/** The endpoint gives a file that something was sent with: `a justification`. */
export const GivesAttachment = (sentWith: string) =>
  applyDecorators(
    Get(':fileId'),
    ApiOperation({ summary: `A file that ${sentWith} was sent with` }),
    GivesFile('application/octet-stream'),
  );
