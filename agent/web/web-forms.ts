import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import type { Language } from '../../config/settings.ts';
import { type Text, translateTo } from '../../config/text.ts';
import { type Route, route } from './api-route.ts';
import { browserLanguage } from './browser-language.ts';
import { endSession, openSession, same } from './web-session.ts';
import type { WebWorld } from './web-world.ts';

const form = 'application/x-www-form-urlencoded';
const html = { 'text/html': z.string() };

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);

/** The language that the browser asks for first, else that of the settings. */
const languageOf = (context: Context, { agent }: WebWorld): Language =>
  browserLanguage(context) ?? agent.parts.settings.language;

/** A page of one question, which works without a script. */
function formPage(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escaped(title)} · Quaestor</title>
<link rel="icon" type="image/svg+xml" href="/icon.svg">
<link rel="stylesheet" href="/style.css">
</head>
<body class="form-page">
<main class="form-card">
<img src="/icon.svg" alt="" width="40" height="40">
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

const paragraph = (text: string, kind = ''): string => `<p${kind && ` class="${kind}"`}>${escaped(text)}</p>`;

/** The page that asks for the token. */
export function loginPage(context: Context, world: WebWorld, problem?: Text): string {
  const t = translateTo(languageOf(context, world));
  const body = `${paragraph(t({ en: 'Enter the token that was set for this server.', fr: 'Entrez le jeton défini pour ce serveur.' }))}
<form method="post" action="/login">
<label for="token">${t({ en: 'Token', fr: 'Jeton' })}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
${problem ? `<p class="card-error" role="alert">${escaped(t(problem))}</p>` : ''}
<button class="decide approve" type="submit">${t({ en: 'Log in', fr: 'Se connecter' })}</button>
</form>`;
  return formPage(t.language, t({ en: 'Log in', fr: 'Connexion' }), body);
}

const wrongToken: Text = { en: 'This is not the token.', fr: "Ce n'est pas le jeton." };
const tooOften: Text = { en: 'Too many tries: wait a minute.', fr: "Trop d'essais : attendez une minute." };

/** Lets a browser in that shows the token. */
export function enter(context: Context, world: WebWorld, offered: string): Response {
  const { token } = world;
  if (token === undefined) return context.redirect('/');
  if (same(offered, token)) {
    openSession(context, token);
    return context.redirect('/');
  }
  return world.wrongTokens.take('everybody') > 0
    ? context.html(loginPage(context, world, tooOften), 429)
    : context.html(loginPage(context, world, wrongToken), 401);
}

const ratingWords: Readonly<Record<'good' | 'bad', Text>> = {
  good: { en: 'It was right', fr: "C'était juste" },
  bad: { en: 'It was wrong', fr: "C'était faux" },
};

const usedMark = (said: string): string =>
  `feedback-link/${createHash('sha256').update(said).digest('hex').slice(0, 32)}`;

const notice = (context: Context, world: WebWorld, title: Text, text: Text, status: 200 | 400 | 409): Response => {
  const t = translateTo(languageOf(context, world));
  return context.html(formPage(t.language, t(title), paragraph(t(text))), status);
};

const worthless = (context: Context, world: WebWorld): Response =>
  notice(
    context,
    world,
    { en: 'This link does not work', fr: 'Ce lien ne fonctionne pas' },
    { en: 'It is not valid, or too old.', fr: "Il n'est pas valable, ou trop ancien." },
    400,
  );

/** A link counts once; programs that look into mail follow links, so only the button on its page counts. */
function askFeedback(context: Context, world: WebWorld, said: string): Response {
  const read = attempt(() => world.agent.parts.feedbackLinks.read(said));
  if (!read) return worthless(context, world);
  const t = translateTo(languageOf(context, world));
  const body = `${paragraph(t({ en: 'Your judgement helps the next training. It counts once.', fr: 'Votre avis sert au prochain entraînement. Il compte une fois.' }))}
<form method="post" action="/feedback">
<input type="hidden" name="said" value="${escaped(said)}">
<button class="decide approve" type="submit">${escaped(t(ratingWords[read.rating]))}</button>
</form>`;
  return context.html(formPage(t.language, t({ en: 'Was this right?', fr: 'Était-ce juste ?' }), body));
}

function takeFeedback(context: Context, world: WebWorld, said: string): Response {
  const { feedbackLinks, feedback, alerting } = world.agent.parts;
  const read = attempt(() => feedbackLinks.read(said));
  if (!read) return worthless(context, world);
  const { channel, id, ratedId, rating } = read;
  const counted = alerting.store.together(() => {
    if (alerting.store.mark(usedMark(said)) !== undefined) return 'used';
    alerting.store.setMark(usedMark(said), String(read.until));
    return feedback.judge({ channel, id }, ratedId, rating, 'email');
  });
  if (counted === 'unknown') return worthless(context, world);
  return counted === 'used'
    ? notice(
        context,
        world,
        { en: 'Already counted', fr: 'Déjà compté' },
        { en: 'This link was used before.', fr: 'Ce lien a déjà servi.' },
        409,
      )
    : notice(
        context,
        world,
        { en: 'Thank you', fr: 'Merci' },
        { en: 'It is noted for the next training.', fr: "C'est noté pour le prochain entraînement." },
        200,
      );
}

/** Pages that work without a script: the way in, and the links of e-mails. */
export const formRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/login',
    about: 'The page that asks for the token.',
    access: 'everybody',
    replies: html,
    answer: ({ context, world }) => context.html(loginPage(context, world)),
  }),
  route({
    method: 'post',
    path: '/login',
    about: 'Lets a browser in, with a cookie.',
    access: 'everybody',
    body: z.strictObject({ token: z.string().max(1000) }),
    bodyType: form,
    replies: html,
    answer: ({ context, world, body }) => enter(context, world, body.token),
  }),
  route({
    method: 'post',
    path: '/logout',
    about: 'Ends the session of this browser: its cookie opens nothing any more.',
    access: 'everybody',
    body: z.strictObject({}),
    bodyType: form,
    replies: html,
    answer({ context, world }) {
      endSession(context, world);
      return context.redirect('/login', 303);
    },
  }),
  route({
    method: 'get',
    path: '/feedback',
    about: 'The page behind a link of an e-mail that says "this was right" or "this was wrong".',
    access: 'everybody',
    query: z.object({ said: z.string().max(2000) }),
    replies: html,
    answer: ({ context, world, query }) => askFeedback(context, world, query.said),
  }),
  route({
    method: 'post',
    path: '/feedback',
    about: 'Counts what that link says, once.',
    access: 'everybody',
    body: z.strictObject({ said: z.string().max(2000) }),
    bodyType: form,
    replies: html,
    answer: ({ context, world, body }) => takeFeedback(context, world, body.said),
  }),
];
