import { Controller, Get, Query } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { contexts } from '#composition';
import { Reads } from '#event-sourcing';
import {
  AllowSignedIn,
  FOUND_KINDS,
  FoundGroup,
  type Principal,
  ReaderGone,
  SignedIn,
  Text,
} from '#platform';

/** Of each list; the page of the list has them all. */
const MOST_OF_A_LIST = 5;

class Search {
  @Text('titleLine', { maxLength: 100, description: 'Words or parts of words, all of which are to be found' })
  readonly q!: string;
}

const KINDS = Object.keys(FOUND_KINDS);

const byKind = (one: FoundGroup, other: FoundGroup): number =>
  KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind);

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly modules: ModuleRef) {}

  @Get()
  @AllowSignedIn()
  @Reads('accounts', 'habilitations', 'conventions', 'anomalies', 'casework', 'incidents', 'declarations')
  @ApiOperation({
    summary:
      'Looks for persons, codes, establishments, conventions and cases at once, among what the reader may see',
  })
  @ApiOkResponse({ type: [FoundGroup] })
  async search(
    @Query() { q }: Search,
    @SignedIn() reader: Principal,
    @ReaderGone() gone: AbortSignal,
  ): Promise<FoundGroup[]> {
    const lists = contexts.flatMap(({ searched = [] }) => searched);
    const groups = await Promise.all(
      lists.map(async (list) => {
        const group = await this.modules.get(list, { strict: false }).find(q, MOST_OF_A_LIST, reader, gone);
        return group && group.count > 0 ? [group] : [];
      }),
    );
    return groups.flat().sort(byKind);
  }
}
