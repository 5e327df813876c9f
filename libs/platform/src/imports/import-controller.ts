import { Controller, Get, Header, HttpCode, Inject, Post, Req, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { BYTE_ORDER_MARK } from '../csv.ts';
import { sentFile, TakesFile } from '../files/sent-files.ts';
import { Allow, type Principal, SignedIn } from '../http/access.ts';
import { GivesFile } from '../http/answers.ts';
import type { ImportDeclaration } from './declaration.ts';
import type { Import } from './import.ts';
import { templateOf } from './import-lines.ts';
import { ImportColumnView, ImportView } from './view.ts';

const LARGEST_BYTES = 1_000_000;

/** The endpoints of an import: its columns, its template, what a file would do, and doing it. */
export function importController<Line extends object>(
  importClass: Type<Import<Line>>,
  declared: ImportDeclaration<Line>,
): Type {
  const { path, tag, summary, roles, reads, file, columns } = declared;

  @ApiTags(tag)
  @Controller(path)
  @Allow(...roles)
  class ImportController {
    constructor(@Inject(importClass) private readonly imported: Import<Line>) {}

    @Get()
    @ApiOperation({ summary: `${summary}: the columns` })
    @ApiOkResponse({ type: [ImportColumnView] })
    columns(): ImportColumnView[] {
      return columns.map(({ header, hint, optional = false }) => ({ header, hint, optional }));
    }

    @Get('template.csv')
    @Header('Content-Type', 'text/csv; charset=utf-8')
    @Header('Content-Disposition', `attachment; filename="${file}.csv"`)
    @ApiOperation({ summary: `${summary}: the template` })
    @GivesFile('text/csv')
    template(): string {
      return BYTE_ORDER_MARK + templateOf(columns);
    }

    @Post('preview/files')
    @HttpCode(200)
    @reads
    @TakesFile('1 MB')
    @ApiOperation({ summary: `${summary}: what a file would do, line by line` })
    @ApiOkResponse({ type: ImportView })
    async preview(@Req() request: Request, @SignedIn() reader: Principal) {
      return this.imported.preview(await sentFile(request, LARGEST_BYTES), reader);
    }

    @Post('files')
    @HttpCode(200)
    @reads
    @TakesFile('1 MB')
    @ApiOperation({
      summary,
      description: 'Nothing is done while any line is at fault. The same file again changes nothing.',
    })
    @ApiOkResponse({ type: ImportView })
    async carryOut(@Req() request: Request, @SignedIn() reader: Principal) {
      return this.imported.carryOut(await sentFile(request, LARGEST_BYTES), reader);
    }
  }
  return Object.defineProperty(ImportController, 'name', { value: `${importClass.name}Controller` });
}
