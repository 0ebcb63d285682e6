import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openPlugins } from '../../agent/open-plugins.ts';
import { eventOf, say, testAgent, testSettings } from '../kit/test-agent.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

/** A file inside the repository's state folder, so that its bare imports resolve. */
function pluginFile(source: string): string {
  mkdirSync(join(root, '.quaestor'), { recursive: true });
  const folder = mkdtempSync(join(root, '.quaestor', 'plugin-'));
  made.push(folder);
  const path = join(folder, 'plugin.ts');
  writeFileSync(path, source.replaceAll("'./tools/", `'${root}tools/`));
  return path;
}

const readmeTool = (): string => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  return /```ts\n(\/\/ my-tool\.ts[\s\S]*?)```/.exec(readme)?.[1] ?? '';
};

describe('outside plugins', () => {
  it('the tool of the README loads, answers in both languages and is about twenty lines', async () => {
    const source = readmeTool();
    expect(source.trim().split('\n').length).toBeLessThanOrEqual(22);
    const settings = testSettings({ plugins: [pluginFile(source)] });
    const { agent } = await testAgent({
      settings,
      steps: [{ calls: [{ name: 'measure_range', args: { symbol: 'SPX' } }] }, { text: 'ok' }],
    });
    const card = eventOf(await say(agent, 'How wide?'), 'tool-result').card;
    expect(card?.lead, '(2879.22 - 2830.88) / 2874.56').toBe('The range was 1.68%.');
  });

  it.each([
    ['is no tool', 'export default { hello: 1 };', /not a tool/],
    ['throws while it loads', "throw new Error('no license');", /no license/],
    ['does not parse', 'export default {', /plugin/],
    ['has no default export', 'export const tool = 1;', /not a tool/],
    [
      'has a bad name',
      "export default { name: 'x', description: 'd', effect: 'read', call() {}, input: {}, examples: ['a'] };",
      /verb_noun/,
    ],
    [
      'has no examples',
      "export default { name: 'do_it', description: 'd', effect: 'read', call() {}, input: {}, examples: [] };",
      /no examples/,
    ],
    [
      'takes a name that exists',
      "export default { name: 'get_price', description: 'd', effect: 'read', call() {}, input: {}, examples: ['a'] };",
      /already taken/,
    ],
  ])('a tool that %s stops start-up with its path and the reason', async (_, source, reason) => {
    const path = pluginFile(source);
    const promise = testAgent({ settings: testSettings({ plugins: [path] }) });
    await expect(promise).rejects.toMatchObject({ code: 'config.bad-plugin', message: expect.stringMatching(reason) });
    await expect(promise).rejects.toThrow(path);
  });

  it('a file that is not there is named', async () => {
    await expect(openPlugins(testSettings({ plugins: ['./nowhere.ts'] }))).rejects.toThrow(/nowhere\.ts/);
  });

  it('a strategy loads beside the shipped ones, and a bad one stops start-up', async () => {
    const good = pluginFile(
      "import { z } from 'zod'; export default { name: 'do_nothing', title: { en: 'Nothing', fr: 'Rien' }, nicknames: [], parameters: z.strictObject({}), decide: () => [] };",
    );
    const { strategies } = await openPlugins(testSettings({ strategies: [good] }));
    expect(strategies.map(one => one.name)).toEqual(['do_nothing']);
    const bad = pluginFile("export default { name: 'half', decide: () => [], parameters: {} };");
    await expect(openPlugins(testSettings({ strategies: [bad] }))).rejects.toThrow(/title/);
    const none = pluginFile('export default 3;');
    await expect(openPlugins(testSettings({ strategies: [none] }))).rejects.toThrow(/not a strategy/);
  });

  it('a plugin that throws at run time gives an apology with a reference, and the next question is answered', async () => {
    const source = readmeTool().replace(
      'const series = market.candles(symbol);',
      "if (symbol) throw new Error('secret /etc/passwd'); const series = market.candles(symbol);",
    );
    const { agent, model } = await testAgent({
      settings: testSettings({ plugins: [pluginFile(source)] }),
      steps: [{ calls: [{ name: 'measure_range', args: { symbol: 'SPX' } }] }, { text: 'sorry' }, { text: 'fine' }],
    });
    const events = await say(agent, 'How wide?');
    expect(eventOf(events, 'tool-result').card?.lead).toMatch(/Something went wrong on my side.*Q-/);
    expect(JSON.stringify(model.requests[1]?.messages), 'the model sees no internals').not.toContain('passwd');
    expect(JSON.stringify(events)).not.toContain('passwd');
    await say(agent, 'And now?');
    model.assertFinished();
  });
});
