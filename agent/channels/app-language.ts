import type { Language } from '../../config/settings.ts';
import type { AccountId } from '../../data/people-store.ts';
import type { Agent } from '../agent.ts';

/** The language of a person's app counts, and is kept for what is sent to them, until they choose one. */
export function appLanguage({ parts }: Agent, account: AccountId, locale: string | undefined): Language | undefined {
  const { conversations, register } = parts;
  const primary = register.primaryOf(account);
  if (locale === undefined || conversations.language(primary) !== undefined) return undefined;
  const language = locale.startsWith('fr') ? 'fr' : 'en';
  if (conversations.appLanguage(primary) !== language) conversations.setAppLanguage(primary, language);
  return language;
}
