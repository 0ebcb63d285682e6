/** What the people of the load test ask, one after the other, each from another place in the list. */
const questions = [
  'What is the price of the S&P 500?',
  'How volatile will the S&P 500 be tomorrow?',
  'What is implied volatility?',
  'Show my portfolio',
  'Which regime is the S&P 500 in?',
  'Qu’est-ce que le ratio de Sharpe ?',
] as const;

export type Load = { url: string; users: number; everyMs: number; forMs: number };
export type Measured = { answers: number; errors: string[]; firstTokenMs: number[]; answerMs: number[] };

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** One message of one person: milliseconds to the first piece of the answer, and to its end. */
async function ask(url: string, user: string, text: string): Promise<{ first: number; whole: number }> {
  const began = performance.now();
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-quaestor': '1', 'x-user': user },
    body: JSON.stringify({ text }),
  });
  if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
  const decoder = new TextDecoder();
  let [seen, first] = ['', Number.NaN];
  for await (const piece of response.body) {
    seen += decoder.decode(piece, { stream: true });
    if (Number.isNaN(first) && /^event: (text-delta|answer-end)$/m.test(seen)) first = performance.now() - began;
  }
  if (/^event: error$/m.test(seen) || !/^event: answer-end$/m.test(seen)) throw new Error(seen.slice(-200));
  return { first, whole: performance.now() - began };
}

/** Everybody begins at another moment of the interval, and keeps to their rhythm. */
async function run({ url, users, everyMs, forMs }: Load): Promise<Measured> {
  const measured: Measured = { answers: 0, errors: [], firstTokenMs: [], answerMs: [] };
  const until = performance.now() + forMs;
  const person = async (i: number): Promise<void> => {
    let next = performance.now() + (i / users) * everyMs;
    for (let said = i; next < until; said += 1, next += everyMs) {
      await pause(next - performance.now());
      try {
        const { first, whole } = await ask(url, `user-${i}`, questions[said % questions.length] ?? questions[0]);
        measured.answers += 1;
        measured.firstTokenMs.push(first);
        measured.answerMs.push(whole);
      } catch (thrown) {
        measured.errors.push(thrown instanceof Error ? thrown.message : String(thrown));
      }
    }
  };
  await Promise.all(Array.from({ length: users }, (_, i) => person(i)));
  return measured;
}

const [work = '{}'] = process.argv.slice(2);
process.send?.(await run(JSON.parse(work) as Load));
process.disconnect?.();
