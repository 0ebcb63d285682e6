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

const refusalSchema = schemaOf(z.strictObject({ error: z.string(), message: z.string() }), 'output');

const refused = (description: string): Json => ({
  description,
  content: { 'application/json': { schema: refusalSchema } },
});

function operationOf(route: Route): Json {
  const { path, about, details, access, query, body, bodyType = 'application/json', replies, refuses = {} } = route;
  const content = Object.fromEntries(
    Object.entries(replies).map(([type, schema]) => [type, { schema: schemaOf(schema, 'output') }]),
  );
  const parameters = [...pathParameters(path), ...queryParameters(query)];
  return {
    summary: about,
    ...(details === undefined ? {} : { description: details }),
    security: securityOf(access),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: { [bodyType]: { schema: schemaOf(body, 'input') } } } } : {}),
    responses: {
      200: { description: about, content },
      ...Object.fromEntries(Object.entries(refuses).map(([status, why]) => [status, refused(why)])),
      default: refused('Refused: what failed, and what to do.'),
    },
  };
}

const scopesAbout =
  'Scopes: read (looks, asks), trade (proposes, changes, writes, stops), approve (decides), feedback (judges answers), metrics, admin (everything). Each brings the role that it needs: trade a trader, approve an approver, admin an admin. What a scope is for needs it on every path, in chat too; a refusal with 403 names it.';

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
        'Programs send a key: "Authorization: Bearer qk_…". Admins make keys in chat: /key new NAME SCOPES. Beyond the limit a request is answered with 429 and retry-after; stopping trading ("/stop" to /api/chat) does not count.',
    },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: scopesAbout },
        page: { type: 'apiKey', in: 'cookie', name: 'quaestor', description: 'The web page after its login.' },
      },
    },
  };
}
