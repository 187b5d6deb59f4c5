import { DatabaseFailure } from '@jizhun/store';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { z } from 'zod';
import { addressOf } from './http/address.ts';
import { textResponse } from './http/encoding.ts';
import { createGuard, securityHeaders } from './http/guard.ts';
import { once, writeKeyOf } from './http/once.ts';
import { badRequest, internal, notFound, ProblemError, problemResponse, unavailable } from './http/problem.ts';
import { respond } from './http/respond.ts';
import type { StaticFiles } from './http/static-files.ts';
import { receive } from './http/upload.ts';
import type { Identity } from './identity/identity.ts';
import type { Principal } from './identity/principal.ts';
import { openApiDocument } from './openapi.ts';
import type { Answer, Operation, PersonOperation, Services } from './operation.ts';
import { operations } from './operations/index.ts';
import { actorOf, createPermit, signedIn } from './permit.ts';
import type { CommandKey } from './running/command-key.ts';

const BASE = '/api/v1';

export interface ApplicationOptions {
  services: Services;
  /** Tells who sends a request. */
  identity: Identity;
  /** Names under which this server is reached, beside those of this machine: 'jixiao.example.gov.cn'. */
  hosts?: readonly string[];
  /** By which the command line of this installation is known; without it, it is not answered. */
  commandKey?: CommandKey;
  /** The built page; without it only the interface answers. */
  files?: StaticFiles;
  /** Sees every request and what became of it. */
  watch?: MiddlewareHandler;
  /** Asked before any operation, of requests that the guard let in: limits, and what is answered beside the interface. */
  before?: readonly MiddlewareHandler[];
  /** Hears of errors that are ours. */
  log(error: unknown): void;
}

function problemFor(error: unknown, log: (error: unknown) => void): ProblemError {
  if (error instanceof ProblemError) return error;
  log(error);
  if (error instanceof DatabaseFailure) return unavailable(error.message, error.remedy);
  return internal();
}

function parse(schema: z.ZodType | undefined, value: unknown, refuse: (name: string) => ProblemError): unknown {
  if (schema === undefined) return value;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refuse(parsed.error.issues[0]?.path.join('.') ?? '');
}

const nothingHere = (request: Request) => notFound(`这个地址：${new URL(request.url).pathname.slice(0, 200)}`);

const refuseQuery = (name: string) =>
  badRequest(`地址中的参数“${name}”缺少，或写法不对。`, '各操作的参数见 /api/v1/openapi.json。');

const refuseBody = (name: string) =>
  badRequest(`请求的内容${name === '' ? '' : `“${name}”`}缺少，或写法不对。`, '各操作的请求见 /api/v1/openapi.json。');

/** No request of the interface but a file is anywhere near this long. */
const LONGEST_BODY = 4 << 20;

async function bodyOf(request: Request): Promise<unknown> {
  const bytes = await receive(request, LONGEST_BODY, undefined);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refuseBody('');
  }
}

/** What of a request is known before anyone asks who sent it. */
interface Received {
  request: Request;
  address: string;
  /** Parts of the path and of the query as they were written. */
  params: unknown;
  query: unknown;
}

async function parsed(operation: Operation, { request, address, ...written }: Received) {
  const params = parse(operation.params, written.params, () => notFound('这项内容'));
  const query = parse(operation.query, written.query, refuseQuery);
  const body = operation.body === undefined ? undefined : parse(operation.body, await bodyOf(request), refuseBody);
  return { params, query, body, request, address };
}

/** Lets the person do what the permission table allows, under their name. */
async function answerPerson(
  operation: PersonOperation,
  received: Received,
  principal: Principal,
  services: Services,
): Promise<Answer> {
  const { admit, ...permit } = createPermit(principal, services.tenants.of(principal.tenant));
  const own = { ...services, ...services.tenants.of(principal.tenant) };
  const input = { ...(await parsed(operation, received)), ...permit };
  const permission = await admit(operation.needs, input, own, operation.despitePasswordDue === true);
  if (operation.path.startsWith('/documents')) await own.workshop.expire(services.now());
  const actor = actorOf(principal, permission);
  const by = (reason?: string) => ({
    at: services.now(),
    actor,
    origin: received.address,
    ...(reason === undefined ? {} : { reason }),
  });
  const handle = () => operation.handle({ ...input, by }, own);
  const key = operation.method === 'get' ? undefined : writeKeyOf(received.request);
  // The same bytes twice are one document anyway: files need no key.
  if (key === undefined || operation.takesFile === true || operation.secret === true) return handle();
  const { idempotency } = own;
  return once(
    received.request,
    { idempotency, person: principal.person, key, body: input.body, now: services.now() },
    handle,
  );
}

const routeOf = ({ path }: Operation) => BASE + path.replace(/\{(\w+)\}/g, ':$1');

/** The ids of operations by their routes: `GET /api/v1/documents/:id`. */
export const operationNames = (): ReadonlyMap<string, string> =>
  new Map(operations.map((operation) => [`${operation.method.toUpperCase()} ${routeOf(operation)}`, operation.id]));

/** The whole of what the server answers: the interface under /api/v1, and the page. Needs no socket. */
export function createApplication({
  services,
  identity,
  hosts = [],
  commandKey,
  files,
  watch,
  before = [],
  log,
}: ApplicationOptions): Hono {
  const app = new Hono();
  if (watch !== undefined) app.use(watch);
  app.use(securityHeaders);
  app.use(createGuard(hosts));
  for (const middleware of before) app.use(middleware);

  const callerOf = (context: Context) =>
    identity.of(context.req.raw, { address: addressOf(context), now: services.now() });

  const answerTo = async (operation: Operation, received: Received, context: Context): Promise<Answer> => {
    if (operation.needs === 'command') {
      if (commandKey?.opens(received.request) !== true) throw nothingHere(received.request);
      return operation.handle(await parsed(operation, received), services);
    }
    const principal = await callerOf(context);
    if (operation.needs === 'nobody') {
      return operation.handle({ ...(await parsed(operation, received)), principal }, services);
    }
    return answerPerson(operation, received, signedIn(principal), services);
  };

  const add = (operation: Operation) => {
    app.on(operation.method.toUpperCase(), routeOf(operation), async (context) => {
      const { req } = context;
      const address = addressOf(context);
      const received = { request: req.raw, address, params: req.param(), query: req.query() };
      const answer = await answerTo(operation, received, context);
      return respond(req.raw, answer, (error) => problemFor(error, log).problem);
    });
  };
  for (const operation of operations) add(operation);
  const description = JSON.stringify(openApiDocument(operations, services.version));
  app.get(`${BASE}/openapi.json`, async (context) => {
    signedIn(await callerOf(context));
    return textResponse(context.req.raw, description, 200);
  });

  for (const path of new Set(operations.map((operation) => operation.path))) {
    const allowed = operations.filter((operation) => operation.path === path).map(({ method }) => method.toUpperCase());
    app.all(BASE + path.replace(/\{(\w+)\}/g, ':$1'), () => {
      const words = { title: '不支持的操作', detail: `这个地址只接受 ${allowed.join('、')}。` };
      throw new ProblemError(405, 'method-not-allowed', words, { allow: allowed.join(', ') });
    });
  }

  app.notFound(({ req }) => {
    const isPage = (req.method === 'GET' || req.method === 'HEAD') && !/^\/api(\/|$)/.test(req.path);
    return (isPage ? files?.(req.raw) : undefined) ?? problemResponse(nothingHere(req.raw));
  });
  app.onError((error) => problemResponse(problemFor(error, log)));
  return app;
}
