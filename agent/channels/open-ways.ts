import { QuaestorError } from '../../config/errors.ts';
import type { Secrets } from '../../config/secrets.ts';
import { translateTo } from '../../config/text.ts';
import type { Agent } from '../agent.ts';
import type { Channel } from '../delivery/channel.ts';
import { accountNamed, ownerOf } from '../people.ts';
import { EmailChannel } from './email.ts';
import type { JudgeLinks } from './email-html.ts';
import { SlackChannel } from './slack.ts';
import { SmsChannel } from './sms.ts';

/** The links with which the owner of an address judges an answer; none without a public address of the page. */
function judgeLinks(agent: Agent, address: string, ratedId: string): JudgeLinks | undefined {
  const { settings, register, feedbackLinks } = agent.parts;
  const { publicUrl, contacts } = settings.alerts;
  const name = Object.keys(contacts).find(key => contacts[key]?.email === address);
  if (publicUrl === null || name === undefined) return undefined;
  const person = register.person(accountNamed(name));
  const t = translateTo(person.language);
  const url = (rating: 'good' | 'bad') =>
    new URL(feedbackLinks.path({ ...ownerOf(person), ratedId, rating }), publicUrl).href;
  return {
    question: t({ en: 'Was this right?', fr: 'Était-ce juste ?' }),
    good: { label: t({ en: 'Yes', fr: 'Oui' }), url: url('good') },
    bad: { label: t({ en: 'No', fr: 'Non' }), url: url('bad') },
  };
}

const missing = (secret: string, setting: string): QuaestorError =>
  new QuaestorError('config.missing-key', `${secret} is set: set "${setting}" in your settings as well.`);

/**
 * The ways out whose secrets are set: e-mail, SMS and Slack.
 * @throws QuaestorError `config.missing-key` that names the setting which a secret needs
 */
export function openWays(agent: Agent, secrets: Secrets): Channel[] {
  const { emailFrom, smsFrom } = agent.parts.settings.alerts;
  const { SMTP_URL: smtp, TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, SLACK_WEBHOOK_URL: slack } = secrets;
  const ways: Channel[] = [];
  if (smtp !== undefined) {
    if (emailFrom === null) throw missing('SMTP_URL', 'alerts.emailFrom');
    const linksFor = (address: string, ratedId: string) => judgeLinks(agent, address, ratedId);
    ways.push(new EmailChannel({ url: smtp, from: emailFrom, linksFor }));
  }
  if ((sid === undefined) !== (token === undefined)) {
    throw new QuaestorError(
      'config.missing-key',
      'SMS needs both TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: set the other one as well, or neither.',
    );
  }
  if (sid !== undefined && token !== undefined) {
    if (smsFrom === null) throw missing('TWILIO_AUTH_TOKEN', 'alerts.smsFrom');
    ways.push(new SmsChannel({ accountSid: sid, authToken: token, from: smsFrom }));
  }
  if (slack !== undefined) ways.push(new SlackChannel(slack));
  return ways;
}
