type Schema = Readonly<Record<string, unknown>>;

const NULL = { type: 'null' };

/**
 * A description in which what may be null says so as OpenAPI 3.1 does. Nest writes `nullable` of 3.0, which strict readers heed beside a
 * `type` alone: to them a reference and an enumeration were never null.
 */
export function withNull<T>(described: T): T {
  if (Array.isArray(described)) return described.map(withNull) as T;
  if (typeof described !== 'object' || described === null) return described;
  const schema: Schema = Object.fromEntries(
    Object.entries(described).map(([name, part]) => [name, withNull(part)]),
  );
  return (schema.nullable === true ? orNull(schema) : schema) as T;
}

function orNull({ nullable: _, $ref, allOf, type, enum: values, ...rest }: Schema): Schema {
  const reference = $ref === undefined ? (allOf as readonly Schema[] | undefined)?.[0] : { $ref };
  if (reference) return { ...rest, anyOf: [reference, NULL] };
  return {
    ...rest,
    type: [type, 'null'],
    ...(Array.isArray(values) && { enum: [...values, null] }),
  };
}
