import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Attribute {
  readonly type: string;
  readonly requirement: 'required' | 'recommended' | 'optional';
  readonly is_array?: boolean;
  readonly enum?: readonly (string | number)[];
  /** Only where `metadata.profiles` names it. */
  readonly profile?: string;
}

interface Shape {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly constraints?: { readonly at_least_one?: readonly string[] };
}

interface Class extends Shape {
  readonly class_uid: number;
}

interface Type {
  readonly type?: string;
  readonly regex?: string;
  readonly max_len?: number;
}

const schema: {
  readonly types: Readonly<Record<string, Type>>;
  readonly classes: Readonly<Record<string, Class>>;
  readonly objects: Readonly<Record<string, Shape>>;
} = JSON.parse(readFileSync(join(import.meta.dirname, 'ocsf-1.7.0.json'), 'utf8'));

type Json = Readonly<Record<string, unknown>>;

/** What OCSF 1.7.0 says against a record: nothing, when it is one. */
export function problemsOf(record: Json): string[] {
  const found = Object.values(schema.classes).find(({ class_uid }) => class_uid === record.class_uid);
  if (!found) return [`class_uid ${record.class_uid} is not known`];
  const { profiles = [], version } = record.metadata as { profiles?: string[]; version?: string };
  return [
    ...(version === '1.7.0' ? [] : ['metadata.version is another']),
    ...(record.type_uid === found.class_uid * 100 + Number(record.activity_id) ? [] : ['type_uid is wrong']),
    ...problemsIn(record, found, '', profiles),
  ];
}

function problemsIn(
  value: Json,
  { attributes, constraints }: Shape,
  at: string,
  profiles: string[],
): string[] {
  const missing = Object.entries(attributes)
    .filter(([name, { requirement }]) => requirement === 'required' && value[name] === undefined)
    .map(([name]) => `${at}${name} is required`);
  const anyOf = constraints?.at_least_one ?? [];
  if (anyOf.length > 0 && anyOf.every((name) => value[name] === undefined)) {
    missing.push(`${at}: one of ${anyOf.join(', ')} is required`);
  }
  const wrong = Object.entries(value).flatMap(([name, content]) => {
    const attribute = attributes[name];
    if (content === undefined) return [];
    if (!attribute) return [`${at}${name} is not known`];
    if (attribute.profile && !profiles.includes(attribute.profile))
      return [`${at}${name} is of another profile`];
    if (!attribute.is_array) return problemsOfValue(content, attribute, `${at}${name}`, profiles);
    if (!Array.isArray(content)) return [`${at}${name} is no list`];
    return content.flatMap((entry) => problemsOfValue(entry, attribute, `${at}${name}`, profiles));
  });
  return [...missing, ...wrong];
}

function problemsOfValue(value: unknown, attribute: Attribute, at: string, profiles: string[]): string[] {
  if (attribute.enum && !attribute.enum.includes(value as string))
    return [`${at}: ${value} is not one of them`];
  const {
    type = attribute.type,
    regex,
    max_len = Number.POSITIVE_INFINITY,
  } = schema.types[attribute.type] ?? {};
  switch (type) {
    case 'string_t': {
      const fits =
        typeof value === 'string' && value.length <= max_len && (!regex || new RegExp(regex).test(value));
      return fits ? [] : [`${at} is no ${attribute.type}`];
    }
    case 'integer_t':
    case 'long_t':
      return Number.isSafeInteger(value) ? [] : [`${at} is no ${type}`];
    case 'boolean_t':
      return typeof value === 'boolean' ? [] : [`${at} is no ${type}`];
    case 'json_t':
      return [];
    default: {
      const shape = schema.objects[type];
      if (!shape) return [`${at} is a ${type}, which is not in the part that is kept here`];
      if (typeof value !== 'object' || value === null) return [`${at} is no ${type}`];
      return type === 'object' ? [] : problemsIn(value as Json, shape, `${at}.`, profiles);
    }
  }
}
