import { withoutInvisible } from '../../config/clean-text.ts';
import { asQuaestorError } from '../../config/errors.ts';
import { loadSettings } from '../../config/load-settings.ts';
import { readSecrets } from '../../config/secrets.ts';
import { translateTo } from '../../config/text.ts';
import { decidedCard } from '../decision/decide-command.ts';
import { openAgent } from '../open-agent.ts';
import { startPulse } from '../pulse.ts';
import { noticesOf } from './notices.ts';
import { openWeb } from './web.ts';

/** `npm start`: opens the web chat, prints its address and stays until it is told to go. */
export async function start(): Promise<number> {
  const settings = loadSettings();
  const agent = await openAgent({ settings });
  const web = await openWeb(agent, readSecrets());
  const t = translateTo(settings.language);
  process.stdout.write(
    `${t({
      en: `Quaestor is at ${web.url} (paper trading, market clock ${agent.asOf()}). Ctrl+C ends it.`,
      fr: `Quaestor est à ${web.url} (trading simulé, horloge du marché ${agent.asOf()}). Ctrl+C l'arrête.`,
    })}\n${noticesOf(settings, agent.parts.market).map(t).join('\n')}\n`,
  );
  process.on('unhandledRejection', error =>
    agent.parts.log.error('unhandled rejection', { error: asQuaestorError(error) }),
  );
  const stopPulse = startPulse(agent, decided => {
    const card = decidedCard(decided, { asOf: agent.asOf(), scenes: agent.parts.scenes, t, emit: () => {} });
    if (decided.manager || decided.alerts.length > 0 || (decided.strategy?.proposed.length ?? 0) > 0) {
      process.stdout.write(`${agent.asOf()} ${withoutInvisible([card.lead, ...(card.lines ?? [])].join(' '))}\n`);
    }
  });
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await stopPulse?.();
  await web.close();
  await agent.parts.close();
  return 0;
}
