import { type JsonSchema, jsonSchemaOf, namedJsonSchemas, PROBLEM_MEDIA_TYPE, problemSchema } from '@jizhun/api';
import { operationFacts } from '@jizhun/lifecycle';
import { z } from 'zod';
import type { Operation } from './operation.ts';

type Parameter = { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema; description?: string };

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Parameter[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, part]) => {
    const description = part.meta()?.description;
    return {
      name,
      in: where,
      required: !part.safeParse(undefined).success,
      schema: jsonSchemaOf(part),
      ...(description === undefined ? {} : { description }),
    };
  });
}

/** What may be answered to who is not signed in, or may not do this. */
function refusals(needs: Operation['needs']): Readonly<Record<number, string>> {
  if (needs === 'nobody' || needs === 'command') return {};
  const signedOut = { 401: '没有登录，或登录已经失效' };
  if (needs === 'person') return signedOut;
  if (needs === 'session') return { ...signedOut, 403: '不能用接口令牌' };
  return { ...signedOut, 403: `没有“${operationFacts(needs.operation).name}”（${needs.operation}）的权限` };
}

function describe({ id, summary, needs, params, query, takesFile, body, answers, problems }: Operation): JsonSchema {
  const parameters = [...parametersOf(params, 'path'), ...parametersOf(query, 'query')];
  const good = Object.entries(answers).map(([status, { description, schema, mediaType }]) => {
    const type = mediaType ?? (schema === undefined ? undefined : 'application/json');
    const content =
      type === undefined ? {} : { content: { [type]: schema === undefined ? {} : { schema: jsonSchemaOf(schema) } } };
    return [status, { description, ...content }] as const;
  });
  const content = { [PROBLEM_MEDIA_TYPE]: { schema: jsonSchemaOf(problemSchema) } };
  const bad = Object.entries({ ...refusals(needs), ...problems }).map(
    ([status, description]) => [status, { description, content }] as const,
  );
  return {
    operationId: id,
    summary,
    ...(needs === 'nobody' ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(takesFile ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: jsonSchemaOf(body) } } } }),
    responses: { ...Object.fromEntries([...good, ...bad]), default: { description: '出错', content } },
  };
}

/** The interface as an OpenAPI 3.1 document, made of the very schemas that requests and answers are held against. */
export function openApiDocument(operations: readonly Operation[], version: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    // For our own command line only.
    if (operation.needs === 'command') continue;
    const path = `/api/v1${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '绩准',
      version,
      description:
        '读取、核对预算绩效目标文件。出错时的回答均为 application/problem+json（RFC 9457）。请求过于频繁时回答 429，按 Retry-After 所示的秒数再试。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    security: [{ session: [] }, { token: [] }],
    components: {
      schemas: namedJsonSchemas(),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'jizhun', description: '登录后页面的会话' },
        token: { type: 'http', scheme: 'bearer', description: '接口令牌' },
      },
    },
  };
}
