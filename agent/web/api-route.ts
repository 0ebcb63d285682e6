import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { Language } from '../../config/settings.ts';
import { Scope } from '../../data/api-key-store.ts';
import type { Person } from '../people.ts';
import { refusal } from './web-error.ts';
import type { WebWorld } from './web-world.ts';

/** Who asks: our own page with its cookie, a program with a key and its scopes, or somebody who has shown neither. */
export type Caller = {
  readonly by: 'page' | 'key' | 'nobody';
  readonly channel: 'web' | 'api';
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** Of a browser that logged in: which of its visits. */
  readonly session?: string;
};

/** Who may ask for a route: everybody, our page alone, or the page and keys with a scope. */
export type Access = 'everybody' | 'page' | Scope;

/** What a request brought, checked. */
export type Asked<Query, Body> = {
  readonly context: Context<WebEnvironment>;
  readonly world: WebWorld;
  readonly caller: Caller;
  readonly query: Query;
  readonly body: Body;
  /** The person who asks, in the language of the request where it names one. */
  person(language?: Language): Person;
};

export type WebEnvironment = { Variables: { caller: Caller } };

type Method = 'get' | 'post' | 'delete';

export type RouteDefinition<Query extends z.ZodType, Body extends z.ZodType> = {
  readonly method: Method;
  /** As OpenAPI writes it: `/api/tools/{name}`. */
  readonly path: string;
  readonly about: string;
  /** More than its summary, for the document of the API. */
  readonly details?: string;
  readonly access: Access;
  readonly query?: Query;
  readonly body?: Body;
  /** Media type of the body: JSON, or what a form of a page without a script sends. */
  readonly bodyType?: 'application/json' | 'application/x-www-form-urlencoded';
  /** What it answers, by media type. */
  readonly replies: Readonly<Record<string, z.ZodType>>;
  /** The statuses of its own refusals, and what each means. */
  readonly refuses?: Readonly<Record<number, string>>;
  answer(asked: Asked<z.output<Query>, z.output<Body>>): Promise<Response> | Response;
};

/** A route with its types folded in, so that routes of all shapes stand in one list. */
export type Route = Omit<RouteDefinition<z.ZodType, z.ZodType>, 'answer'> & {
  serve(context: Context<WebEnvironment>, world: WebWorld): Promise<Response>;
};

const largestBody = 1_000_000;

const badRequest = (en: string, fr: string): QuaestorError => new QuaestorError('user.bad-request', { en, fr });

async function readBody(context: Context, { bodyType }: Pick<Route, 'bodyType'>): Promise<unknown> {
  const raw = await context.req.text();
  if (raw.length > largestBody) {
    throw new QuaestorError('user.too-long', {
      en: 'The request is larger than 1 MB.',
      fr: 'La requête dépasse 1 Mo.',
    });
  }
  if (bodyType === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(raw));
  try {
    return JSON.parse(raw);
  } catch {
    throw badRequest('The request is not JSON.', "La requête n'est pas du JSON.");
  }
}

/** @throws QuaestorError `user.bad-request` that names every fault */
function checked<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = z.prettifyError(parsed.error);
  throw badRequest(`The request is wrong: ${faults}`, `La requête est incorrecte : ${faults}`);
}

/** What each scope opens: who trades or decides has to see what on. */
const scopesWithin: Readonly<Record<Scope, readonly Scope[]>> = {
  read: ['read'],
  trade: ['trade', 'read'],
  approve: ['approve', 'read'],
  feedback: ['feedback'],
  metrics: ['metrics'],
  admin: Scope.options,
};

/** Whether a caller may ask for what needs this: the page may all that its person may, a key what its scopes say. */
export const allows = ({ by, scopes }: Caller, access: Access): boolean => {
  if (access === 'everybody' || by === 'page') return true;
  return by === 'key' && access !== 'page' && scopes.some(scope => scopesWithin[scope].includes(access));
};

const lacksScope = (access: Access): QuaestorError =>
  access === 'page'
    ? new QuaestorError('tool.forbidden', {
        en: 'This belongs to the web page; no key opens it.',
        fr: 'Ceci appartient à la page web ; aucune clé ne l’ouvre.',
      })
    : new QuaestorError('tool.forbidden', {
        en: `This key lacks the scope "${access}". An admin makes another: /key new NAME ${access}`,
        fr: `Cette clé n'a pas le droit « ${access} ». Un admin en crée une autre : /cle nouvelle NOM ${access}`,
      });

/**
 * Lets a caller do what another scope than that of the route is for.
 * @throws QuaestorError `tool.forbidden` that names the scope
 */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!allows(caller, scope)) throw lacksScope(scope);
}

/** A form of another site sends no header of ours; our own forms without a script are checked by their origin alone. */
const lacksHeader = (
  context: Context,
  { by }: Caller,
  { method, bodyType }: Pick<Route, 'method' | 'bodyType'>,
): boolean =>
  by !== 'key' &&
  method !== 'get' &&
  bodyType !== 'application/x-www-form-urlencoded' &&
  context.req.header('x-quaestor') !== '1';

const noHeader = (): QuaestorError =>
  new QuaestorError('tool.forbidden', {
    en: 'The header x-quaestor is missing.',
    fr: "L'en-tête x-quaestor manque.",
  });

/** Why a caller may not ask for a route: an answer that is complete, or undefined where they may. */
function obstacle(context: Context, caller: Caller, shape: Omit<Route, 'serve'>): QuaestorError | Response | undefined {
  if (caller.by === 'nobody' && shape.access !== 'everybody') {
    return context.json(
      { error: 'user.unknown', message: 'Log in at /login, or send a key: Authorization: Bearer …' },
      401,
    );
  }
  if (!allows(caller, shape.access)) return lacksScope(shape.access);
  return lacksHeader(context, caller, shape) ? noHeader() : undefined;
}

const languageIn = (...given: readonly unknown[]): Language | undefined => {
  for (const one of given) {
    const found = z.looseObject({ language: Language }).safeParse(one);
    if (found.success) return found.data.language;
  }
  return undefined;
};

/** Makes a route of its definition: access first, then query and body, then its work. No error escapes it. */
export function route<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType>(
  definition: RouteDefinition<Query, Body>,
): Route {
  const { answer, ...shape } = definition;
  return {
    ...shape,
    async serve(context, world) {
      const caller = context.get('caller');
      let language: Language | undefined = languageIn(context.req.query());
      const person = (spoken = language) => world.agent.person(caller.channel, caller.id, spoken);
      try {
        const why = obstacle(context, caller, shape);
        if (why instanceof Response) return why;
        if (why) throw why;
        const query = shape.query ? checked(shape.query, context.req.query()) : undefined;
        const body = shape.body ? checked(shape.body, await readBody(context, shape)) : undefined;
        language = languageIn(query, body) ?? language;
        // A route without a query or a body has no schema for it, and reads none.
        return await answer({
          context,
          world,
          caller,
          query: query as z.output<Query>,
          body: body as z.output<Body>,
          person,
        });
      } catch (thrown) {
        return refusal(context, world.agent, thrown, person().language);
      }
    },
  };
}

/** Puts the routes into an application. */
export function mount(app: Hono<WebEnvironment>, routes: readonly Route[], world: WebWorld): void {
  for (const one of routes) {
    app.on(one.method.toUpperCase(), one.path.replaceAll(/\{(\w+)\}/g, ':$1'), context => one.serve(context, world));
  }
}
