import { ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import type { CalendarDate, Instant } from '../calendar/instant.ts';
import { later } from './later.ts';

interface Options<Nullable extends boolean> {
  readonly orNull?: Nullable;
  readonly optional?: boolean;
  readonly description?: string;
  readonly example?: string | number;
}

type Class<T extends object> = () => abstract new (...given: never[]) => T;

/** Decorates a field whose type is `T`: the compiler compares what is described with what is declared. */
type Describe<T> = <Name extends PropertyKey>(target: { readonly [Key in Name]?: T }, name: Name) => void;

type Given<T, Nullable extends boolean> = Nullable extends true ? T | null : T;

/** Fields of an answer, as the OpenAPI document describes them; `fields.ts` has those of a request. */
export const Gives = {
  text: field<string>({ type: String }),
  texts: field<readonly string[]>({ type: [String] }),
  id: field<string>({ type: String, format: 'uuid' }),
  /** `YYYY-MM-DD`, Europe/Paris. */
  day: field<CalendarDate>({ type: String, format: 'date' }),
  instant: field<Instant>({ type: String, format: 'date-time' }),
  whole: field<number>({ type: 'integer' }),
  flag: field<boolean>({ type: Boolean }),
  /** Whole numbers by name. */
  amounts: field<Readonly<Record<string, number>>>({
    type: 'object',
    additionalProperties: { type: 'integer' },
  }),
  oneOf: <Word extends string | number, Nullable extends boolean = false>(
    words: readonly Word[],
    options?: Options<Nullable>,
  ) => field<Word>({ enum: words, type: typeof words[0] === 'number' ? 'integer' : 'string' })(options),
  someOf: <Word extends string>(words: readonly Word[], options?: Options<false>) =>
    field<readonly Word[]>({ enum: words, isArray: true })(options),
  object: <T extends object, Nullable extends boolean = false>(type: Class<T>, options?: Options<Nullable>) =>
    field<T>(later(type))(options),
  list: <T extends object>(type: Class<T>, options?: Options<false>) =>
    field<readonly T[]>({ ...later(type), isArray: true })(options),
};

/** The endpoint answers a file. */
export const GivesFile = (mediaType: string) =>
  ApiOkResponse({ content: { [mediaType]: { schema: { type: 'string', format: 'binary' } } } });

function field<T>(schema: Record<string, unknown>) {
  return <Nullable extends boolean = false>({
    orNull,
    optional = false,
    description,
    example,
  }: Options<Nullable> = {}): Describe<Given<T, Nullable>> => {
    const decorate = ApiProperty({
      ...schema,
      ...(orNull && { nullable: true }),
      ...(description && { description }),
      ...(example !== undefined && { example }),
      required: !optional,
    });
    return (target, name) => decorate(target, name as string);
  };
}

/** An organism, an establishment: what people call it, and what programs do. */
export class Named {
  @Gives.text()
  readonly id!: string;

  @Gives.text()
  readonly name!: string;
}

/** One line of what happened to something. */
export class HistoryLine {
  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'French, for people' })
  readonly what!: string;

  @Gives.text()
  readonly who!: string;
}
