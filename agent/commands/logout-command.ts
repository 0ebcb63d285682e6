import type { Text } from '../../config/text.ts';
import type { Command } from './command.ts';

/** What a browser is told whose session the web channel has just ended. */
export const loggedOut: Text = {
  en: 'You are logged out in this browser. To come in again it asks for the token.',
  fr: 'Vous êtes déconnecté dans ce navigateur. Pour y revenir, il demande le jeton.',
};

const elsewhere: Text = {
  en: 'Logging out belongs to the browser: on this channel there is no session to end. On the web page say /logout, or press Log out in its settings.',
  fr: "La déconnexion concerne le navigateur : sur ce canal il n'y a pas de session à fermer. Sur la page web, dites /deconnexion, ou appuyez sur Se déconnecter dans les réglages.",
};

const noLogin: Text = {
  en: 'This page asks for no login, since it is served to this machine alone: there is no session to end.',
  fr: "Cette page ne demande pas de connexion, car elle n'est servie qu'à cette machine : il n'y a pas de session à fermer.",
};

/** A session is a browser's: the web channel ends it before this is reached, where there is one. */
export const logoutCommand: Command = {
  en: 'logout',
  fr: 'deconnexion',
  about: { en: 'end the session of this browser (web page)', fr: 'fermer la session de ce navigateur (page web)' },
  run: ({ person, t }) => ({
    title: t({ en: 'Log out', fr: 'Déconnexion' }),
    lead: t(person.channel === 'web' ? noLogin : elsewhere),
  }),
};
