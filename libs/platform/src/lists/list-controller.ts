import { Controller, Get, Inject, Query, type StreamableFile, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { streamedFile } from '../files/streamed-file.ts';
import { Allow, type Principal, SignedIn, WantsFreshFactor } from '../http/access.ts';
import { Gives, GivesFile } from '../http/answers.ts';
import { type Consulted, RecordsConsultation } from '../http/consultations.ts';
import { ReaderGone } from '../http/reader-gone.ts';
import type { ListDeclaration } from './declaration.ts';
import { type List, type ListPage, MOST_COUNTED } from './list.ts';
import { listQuery, pageQuery } from './list-query.ts';

/** The two endpoints of a list: a page of it, and all of it as a file. */
export function listController<Row extends object, View extends object>(
  listClass: Type<List<Row, View>>,
  declared: ListDeclaration<View>,
): Type {
  const { path, tag, summary, roles, reads, recordsReading, recordsExport, view, file } = declared;

  class AskedOfPage extends pageQuery(declared) {}
  class AskedOfList extends listQuery(declared) {}

  class Page implements ListPage<View> {
    @Gives.list(() => view)
    readonly items!: readonly View[];

    @Gives.text({ orNull: true, description: 'Cursor of the next page; null on the last one' })
    readonly next!: string | null;

    @Gives.whole({
      description: `How many rows the filters leave, on all pages; ${MOST_COUNTED} stands for more too`,
    })
    readonly count!: number;
  }
  named(`${listClass.name}Page`, Page);

  @ApiTags(tag)
  @Controller()
  @Allow(...roles)
  class ListController {
    constructor(@Inject(listClass) private readonly list: List<Row, View>) {}

    @Get(path)
    @reads
    @recorded(recordsReading)
    @ApiOperation({ summary })
    @ApiOkResponse({ type: Page })
    page(@Query() query: AskedOfPage, @SignedIn() reader: Principal, @ReaderGone() gone: AbortSignal) {
      return this.list.page(query, reader, gone);
    }

    @Get(`${path}.csv`)
    @WantsFreshFactor()
    @reads
    @RecordsConsultation(recordsExport)
    @ApiOperation({ summary: `${summary}: all of them for a French spreadsheet. It is recorded` })
    @GivesFile('text/csv')
    csv(@Query() query: AskedOfList, @SignedIn() reader: Principal): Promise<StreamableFile> {
      return streamedFile(this.list.csv(query, reader), 'text/csv; charset=utf-8', `${file}.csv`);
    }
  }
  return named(`${listClass.name}Controller`, ListController);
}

const recorded = (view: Consulted | undefined): MethodDecorator =>
  view ? RecordsConsultation(view) : () => {};

/** A class that is made here has the name of the list in the OpenAPI document and in logs. */
const named = <Made extends Type>(name: string, made: Made): Made =>
  Object.defineProperty(made, 'name', { value: name });
