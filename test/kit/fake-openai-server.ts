import { type AnswerReply, type FakeProvider, openFakeProvider, type Protocol } from './fake-provider.ts';
import type { ReceivedRequest } from './loopback-server.ts';
import { type ReplyCall, type ReplyFault, wordsOf } from './provider-reply.ts';

type ChatRequest = { model: string; stream?: boolean; stream_options?: { include_usage?: boolean } };

const usage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };

const requestOf = (request: ReceivedRequest): ChatRequest => request.body as ChatRequest;

const finishOf = (reply: AnswerReply): string => {
  if (reply.fault === 'cut-off') return 'length';
  return reply.calls ? 'tool_calls' : 'stop';
};

function toolCalls(calls: readonly ReplyCall[], answer: number) {
  return calls.map(({ name, args, id }, index) => ({
    index,
    id: id ?? `call_${answer}_${index}`,
    type: 'function',
    function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
  }));
}

/** The last words of a stream that goes wrong, where it has any. */
const brokenEnds: Partial<Record<ReplyFault, string>> = {
  'broken-json': 'data: {"id": "chatcmpl\n\n',
  'error-chunk': `data: ${JSON.stringify({
    id: 'gen-1',
    error: { code: 502, message: 'Provider disconnected' },
    choices: [{ index: 0, delta: {}, finish_reason: 'error' }],
  })}\n\n`,
};

/** Chat Completions as OpenAI, OpenRouter and the compatible servers speak it. */
function openAiProtocol(): Protocol {
  let answers = 0;

  function* stream(reply: AnswerReply, request: ReceivedRequest): Generator<string> {
    answers += 1;
    const { model, stream_options: options } = requestOf(request);
    const base = { id: `chatcmpl-${answers}`, object: 'chat.completion.chunk', created: 1, model };
    const chunk = (delta: object, finish: string | null = null): string =>
      `data: ${JSON.stringify({ ...base, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    yield ': OPENROUTER PROCESSING\n\n';
    yield chunk({ role: 'assistant', content: '' });
    for (const word of wordsOf(reply.text ?? '')) yield chunk({ content: word });
    for (const { function: made, ...call } of toolCalls(reply.calls ?? [], answers)) {
      const half = Math.ceil(made.arguments.length / 2);
      yield chunk({
        tool_calls: [{ ...call, function: { name: made.name, arguments: made.arguments.slice(0, half) } }],
      });
      yield chunk({ tool_calls: [{ index: call.index, function: { arguments: made.arguments.slice(half) } }] });
    }
    if (reply.fault && reply.fault !== 'cut-off') {
      yield brokenEnds[reply.fault] ?? '';
      return;
    }
    yield chunk({}, finishOf(reply));
    if (options?.include_usage) yield `data: ${JSON.stringify({ ...base, choices: [], usage })}\n\n`;
    yield 'data: [DONE]\n\n';
  }

  return {
    isStream: request => requestOf(request).stream === true,
    errorBody: (status, message, more) => ({ error: { code: status, message, ...more } }),
    answer: (reply, request) => {
      answers += 1;
      const calls = toolCalls(reply.calls ?? [], answers).map(({ index: _, ...call }) => call);
      const message = {
        role: 'assistant',
        content: reply.text ?? null,
        ...(calls.length > 0 && { tool_calls: calls }),
      };
      const finish = reply.fault === 'no-finish' ? null : finishOf(reply);
      return {
        id: `chatcmpl-${answers}`,
        object: 'chat.completion',
        created: 1,
        model: requestOf(request).model,
        choices: [{ index: 0, finish_reason: finish, message }],
        usage,
      };
    },
    stream,
  };
}

/** A loopback OpenAI, OpenRouter or compatible server; its base URL is `origin` plus any path. */
export const openFakeOpenAi = (): Promise<FakeProvider> => openFakeProvider(openAiProtocol());
