import { z } from 'zod';

/** A JSON Schema (2020-12) as OpenAPI 3.1 holds it. */
export type JsonSchema = Record<string, unknown>;

const uri = (id: string) => `#/components/schemas/${id}`;

/** All schemas of the interface that have a name, by that name, referring to each other as an OpenAPI document does. */
export function namedJsonSchemas(): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri, io: 'input' });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema, $id, ...schema }]): [string, JsonSchema] => [id, schema]),
  );
}

/** A reference to a schema that has a name, or the schema itself where it has none. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const id = schema.meta()?.id;
  if (id !== undefined) return { $ref: uri(id) };
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
