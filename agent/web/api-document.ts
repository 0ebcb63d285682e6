import { z } from 'zod';
import { version } from '../../config/version.ts';
import type { Access, Route } from './api-route.ts';

type Json = Record<string, unknown>;

/** JSON Schema of a body or an answer; of a request before it is parsed, of a reply after. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return plain;
}

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

const securityOf = (access: Access): Json[] => {
  if (access === 'everybody') return [{}];
  return access === 'page' ? [{ page: [] }] : [{ key: [access] }, { page: [] }];
};

const refused: Json = {
  description: 'Refused: what failed, and what to do.',
  content: {
    'application/json': { schema: schemaOf(z.strictObject({ error: z.string(), message: z.string() }), 'output') },
  },
};

function operationOf({ path, about, access, query, body, bodyType = 'application/json', replies }: Route): Json {
  const content = Object.fromEntries(
    Object.entries(replies).map(([type, schema]) => [type, { schema: schemaOf(schema, 'output') }]),
  );
  const parameters = [...pathParameters(path), ...queryParameters(query)];
  return {
    summary: about,
    security: securityOf(access),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: { [bodyType]: { schema: schemaOf(body, 'input') } } } } : {}),
    responses: { 200: { description: about, content }, default: refused },
  };
}

/** The document of the HTTP API, OpenAPI 3.1: made from the routes themselves, so that it cannot say anything else. */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const one of routes) paths[one.path] = { ...paths[one.path], [one.method]: operationOf(one) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Quaestor',
      version,
      description:
        'Programs send a key: "Authorization: Bearer qk_…". Admins make keys in chat: /key new NAME SCOPES. Beyond the limit a request is answered with 429 and retry-after.',
    },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'Scopes: read, trade, approve, feedback, metrics, admin.' },
        page: { type: 'apiKey', in: 'cookie', name: 'quaestor', description: 'The web page after its login.' },
      },
    },
  };
}
