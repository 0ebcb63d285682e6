import { type LoopbackServer, openLoopbackServer, type ReceivedRequest } from './loopback-server.ts';

type Block = { type: string; text?: { type: string; text: string }; elements?: { type: string; text: string }[] };
export type SlackPost = { text: string; blocks: Block[] };

/** What the next post meets instead of "ok". */
export type SlackFault = { status: number; body: string; retryAfter?: string };

/** Why Slack would not take a block. Source: its reference of blocks (header 150, section 3,000 characters). */
function faultOf({ type, text, elements }: Block): string | undefined {
  if (type === 'header') {
    return text?.type === 'plain_text' && text.text.length > 0 && text.text.length <= 150
      ? undefined
      : 'invalid_header';
  }
  if (type === 'section')
    return text && text.text.length > 0 && text.text.length <= 3000 ? undefined : 'invalid_section';
  if (type === 'context') return elements?.every(one => one.text.length <= 3000) ? undefined : 'invalid_context';
  return 'unknown_block';
}

/** What Slack would read as a mention or a link: anything in angle brackets. */
export const controlsIn = ({ text, blocks }: SlackPost): string[] =>
  [text, ...blocks.flatMap(block => (block.text?.type === 'mrkdwn' ? [block.text.text] : []))].flatMap(
    written => written.match(/<[^>]*>/g) ?? [],
  );

const path = '/services/T000/B000/secret';

/** Why Slack would not take a request: its status and its word. */
function refusalOf({
  method,
  path: asked,
  headers,
  body,
}: ReceivedRequest): [status: number, word: string] | undefined {
  if (method !== 'POST' || asked !== path) return [404, 'no_service'];
  if (headers['content-type'] !== 'application/json') return [400, 'invalid_payload'];
  const { text, blocks } = body as SlackPost;
  if (text === '') return [400, 'no_text'];
  const problem = blocks.length > 50 ? 'too_many_blocks' : blocks.map(faultOf).find(one => one !== undefined);
  return problem === undefined ? undefined : [400, problem];
}

export type FakeSlack = LoopbackServer & { webhookUrl: string; posts: SlackPost[]; faults: SlackFault[] };

/** A loopback server with one incoming webhook that checks what Slack checks. */
export async function openFakeSlack(): Promise<FakeSlack> {
  const [posts, faults]: [SlackPost[], SlackFault[]] = [[], []];
  const server = await openLoopbackServer((request, response) => {
    const fault = faults.shift();
    const [status, word] = fault ? [fault.status, fault.body] : (refusalOf(request) ?? [200, 'ok']);
    if (status === 200) posts.push(request.body as SlackPost);
    response.writeHead(status, {
      'content-type': 'text/plain',
      ...(fault?.retryAfter ? { 'retry-after': fault.retryAfter } : {}),
    });
    response.end(word);
  });
  return { ...server, webhookUrl: `${server.origin}${path}`, posts, faults };
}
