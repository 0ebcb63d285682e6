import type { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import type { Agent } from '../agent.ts';
import { commands } from '../commands.ts';
import type { TelegramApi } from './telegram-api.ts';

export type MenuEntry = { command: string; description: string };

/** Telegram's own limits: 100 commands, names of 1 to 32 of these signs, descriptions of 256 characters. */
const most = 100;
const name = /^[a-z0-9_]{1,32}$/;
const longest = 256;

/** The commands of the agent and of its tools; a tool is described by what one can ask it, as in the help. */
export async function menuOf(agent: Agent, language: Language): Promise<MenuEntry[]> {
  const help = commands.find(({ en }) => en === 'help');
  const person = { ...agent.person('web', 'menu', language), role: 'admin' as const };
  const card = await help?.run({ agent, person, rest: '', t: translateTo(language), emit: () => {} });
  const rows = card?.table?.rows ?? [];
  return rows
    .map(([about = '', command = '']) => ({ command: command.replace('/', ''), description: about.slice(0, longest) }))
    .filter(({ command }, i, all) => name.test(command) && all.findIndex(one => one.command === command) === i)
    .slice(0, most);
}

/** Puts the menu behind the "/" of every chat: English, and French for who has Telegram in French. */
export async function setMenu(agent: Agent, api: TelegramApi): Promise<void> {
  const [english, french] = [await menuOf(agent, 'en'), await menuOf(agent, 'fr')];
  await api.patiently(() => api.call('setMyCommands', { commands: english }));
  await api.patiently(() => api.call('setMyCommands', { commands: french, language_code: 'fr' }));
}
