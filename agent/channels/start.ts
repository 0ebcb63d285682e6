import { withoutInvisible } from '../../config/clean-text.ts';
import { asQuaestorError } from '../../config/errors.ts';
import { loadSettings } from '../../config/load-settings.ts';
import { readSecrets } from '../../config/secrets.ts';
import { translateTo } from '../../config/text.ts';
import { startLooking } from '../alerts/alert-watch.ts';
import { decidedCard } from '../decision/decide-command.ts';
import { openAgent } from '../open-agent.ts';
import { startPulse } from '../pulse.ts';
import { openWeb } from '../web/web.ts';
import { noticesOf } from './notices.ts';
import { openChannels } from './open-channels.ts';

/**
 * `npm start`: opens the web chat and every channel whose token is set, prints where they are, and stays until it is told
 * to go.
 */
export async function start(): Promise<number> {
  const settings = loadSettings();
  const secrets = readSecrets();
  const agent = await openAgent({ settings });
  const channels = await openChannels(agent, secrets);
  const web = await openWeb(agent, secrets, channels.hooks);
  const t = translateTo(settings.language);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  say(
    t({
      en: `Quaestor is at ${web.url} (paper trading, market clock ${agent.asOf()}). Ctrl+C ends it.`,
      fr: `Quaestor est à ${web.url} (trading simulé, horloge du marché ${agent.asOf()}). Ctrl+C l'arrête.`,
    }),
  );
  if (channels.names.length > 0) {
    const names = channels.names.join(', ');
    say(t({ en: `Also reached by: ${names}.`, fr: `Joignable aussi par : ${names}.` }));
  }
  for (const { message } of channels.failed) say(`! ${message}`);
  say(noticesOf(settings, agent.parts.market).map(t).join('\n'));
  process.on('unhandledRejection', error =>
    agent.parts.log.error('unhandled rejection', { error: asQuaestorError(error) }),
  );
  const stopLooking = startLooking(agent.parts.alerting.watch, settings.alerts.lookSeconds);
  const stopPulse = startPulse(agent, decided => {
    const card = decidedCard(decided, { asOf: agent.asOf(), scenes: agent.parts.scenes, t, emit: () => {} });
    if (decided.manager || decided.alerts.length > 0 || (decided.strategy?.proposed.length ?? 0) > 0) {
      say(`${agent.asOf()} ${withoutInvisible([card.lead, ...(card.lines ?? [])].join(' '))}`);
    }
  });
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  stopLooking();
  await stopPulse?.();
  await web.close();
  await agent.parts.close();
  return 0;
}
