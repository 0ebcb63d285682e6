import { type AnswerReply, type FakeProvider, openFakeProvider, type Protocol } from './fake-provider.ts';
import { wordsOf } from './provider-reply.ts';

const usageMetadata = { promptTokenCount: 7, candidatesTokenCount: 5, totalTokenCount: 12 };

const statusNames: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

const callParts = (reply: AnswerReply): object[] =>
  (reply.calls ?? []).map(({ name, args }) => ({
    functionCall: { name, args },
    thoughtSignature: Buffer.from(`signature of ${name}`).toString('base64'),
  }));

const part = (parts: readonly object[], finishReason?: string): object => ({
  candidates: [{ content: { role: 'model', parts }, ...(finishReason && { finishReason }), index: 0 }],
  usageMetadata,
  modelVersion: 'gemini-fake',
});

const finishOf = (reply: AnswerReply): string => (reply.fault === 'cut-off' ? 'MAX_TOKENS' : 'STOP');

const event = (body: object): string => `data: ${JSON.stringify(body)}\r\n\r\n`;

function* stream(reply: AnswerReply): Generator<string> {
  const words = wordsOf(reply.text ?? '');
  const breaks = reply.fault !== undefined && reply.fault !== 'cut-off';
  const last = breaks ? undefined : words.pop();
  for (const word of words) yield event(part([{ text: word }]));
  if (breaks && reply.calls) yield event(part(callParts(reply)));
  if (reply.fault === 'broken-json') yield 'data: {"candidates": [\r\n\r\n';
  if (reply.fault === 'error-chunk')
    yield event({ error: { code: 503, message: 'overloaded', status: 'UNAVAILABLE' } });
  if (!breaks)
    yield event(part([...(last === undefined ? [] : [{ text: last }]), ...callParts(reply)], finishOf(reply)));
}

/** `generateContent` and `streamGenerateContent` as the Gemini API speaks them. */
const geminiProtocol: Protocol = {
  isStream: request => request.path.includes(':streamGenerateContent'),
  errorBody: (code, message, more) => ({ error: { code, message, status: statusNames[code] ?? 'UNKNOWN', ...more } }),
  answer: reply =>
    part(
      [...(reply.text === undefined ? [] : [{ text: reply.text }]), ...callParts(reply)],
      reply.fault === 'no-finish' ? undefined : finishOf(reply),
    ),
  stream,
};

/** A loopback Gemini server; `origin` is the endpoint of ChatGoogle. */
export const openFakeGemini = (): Promise<FakeProvider> => openFakeProvider(geminiProtocol);
