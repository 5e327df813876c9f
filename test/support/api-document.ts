import type { OpenAPIObject } from '@nestjs/swagger';

/** As much of a schema as the document of this API uses. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  /** Of what may be null: a reference, and that. */
  readonly anyOf?: readonly Schema[];
  /** With `null`, of what may be null. */
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
}

export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly schema?: Schema;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { content: Readonly<Record<string, { schema?: Schema }>> };
  /** Under which name reading it is recorded. */
  readonly 'x-consultation'?: string;
  /** To whom it is open; absent where that is everyone. */
  readonly 'x-roles'?: readonly string[];
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema?: Schema }>> }>>;
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};
const JSON_TYPES = ['application/json', 'application/problem+json'];

/** What the API says of itself, to compare with what it answers. */
export class ApiDocument {
  readonly operations: readonly Operation[];

  constructor(readonly document: OpenAPIObject) {
    this.operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => ['get', 'post', 'put', 'delete'].includes(method))
        .map(([method, operation]) => ({ ...(operation as Operation), method, path })),
    );
  }

  static async of(url: string): Promise<ApiDocument> {
    return new ApiDocument((await (await fetch(`${url}/api/openapi.json`)).json()) as OpenAPIObject);
  }

  get tags(): string[] {
    return (this.document.tags ?? []).map(({ name }) => name);
  }

  /** Everything that the document refers to. */
  get references(): string[] {
    return [...JSON.stringify(this.document).matchAll(/"\$ref":"([^"]*)"/g)].map(
      ([, reference]) => reference!,
    );
  }

  /** The operation behind a request; undefined when the document knows none. */
  operationOf(method: string, path: string): Operation | undefined {
    const found = this.operations.filter(
      (operation) =>
        operation.method === method.toLowerCase() &&
        new RegExp(`^${operation.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
    return found.find((operation) => operation.path === path) ?? found[0];
  }

  /** What in an answer is not as the document says: a field missing, one too many, one of another form. */
  faults(method: string, path: string, status: number, body: unknown): string[] {
    const operation = this.operationOf(method, path);
    const content = operation?.responses[status]?.content ?? {};
    const schema = JSON_TYPES.map((type) => content[type]?.schema).find((known) => known !== undefined);
    const where = `${method} ${operation?.path ?? path} ${status}`;
    return schema ? this.#faultsOf(schema, body, where) : [`${where}: nothing is said of this answer`];
  }

  #faultsOf(schema: Schema, value: unknown, at: string): string[] {
    if (value === null) return mayBeNull(schema) ? [] : [`${at} is null`];
    if (schema.anyOf) return this.#faultsOf(schema.anyOf[0]!, value, at);
    if (schema.$ref) return this.#faultsOf(this.resolve(schema.$ref), value, at);
    if (schema.allOf) return schema.allOf.flatMap((part) => this.#faultsOf(part, value, at));
    const wrong = [`${at} is ${JSON.stringify(value)}`];
    const type = typeOf(schema);
    if (type === 'array') {
      if (!Array.isArray(value)) return wrong;
      return value.flatMap((item, index) => this.#faultsOf(schema.items ?? {}, item, `${at}[${index}]`));
    }
    if (type === 'object') return this.#faultsOfObject(schema, value, at);
    if (schema.enum) return schema.enum.includes(value) ? [] : wrong;
    if (type === 'integer') return Number.isInteger(value) ? [] : wrong;
    const format = FORMATS[schema.format ?? ''];
    const right = typeof value === type && (!format || format.test(String(value)));
    return right ? [] : wrong;
  }

  #faultsOfObject({ properties, required = [], ...schema }: Schema, value: unknown, at: string): string[] {
    if (typeof value !== 'object' || value === null) return [`${at} is no object`];
    const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
    const found = Object.entries(value).flatMap(([name, item]) => {
      const known = properties?.[name] ?? schema.additionalProperties;
      return known ? this.#faultsOf(known, item, `${at}.${name}`) : [`${at}.${name} is not described`];
    });
    return [...missing, ...found];
  }

  resolve(reference: string): Schema {
    const schemas = this.document.components?.schemas as Readonly<Record<string, Schema>> | undefined;
    const schema = schemas?.[reference.slice('#/components/schemas/'.length)];
    if (!schema) throw new Error(`The document has no ${reference}`);
    return schema;
  }
}

/** As JSON Schema has it: a type and an enumeration each have to admit it. */
function mayBeNull({ anyOf, type, enum: values }: Schema): boolean {
  if (anyOf) return anyOf.some(mayBeNull);
  return [type].flat().includes('null') && (values === undefined || values.includes(null));
}

/** Of what is not null. */
export const typeOf = ({ type }: Schema): string | undefined => [type].flat().find((one) => one !== 'null');
