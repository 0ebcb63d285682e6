import type { Text } from '../../config/text.ts';
import type { AskedBack } from './asks-back.ts';
import { languageOf } from './language-of.ts';
import type { PlannedCall, PlannerTool, PlannerWorld, Turn, Understanding } from './planner-world.ts';
import { termsIn } from './terms-in.ts';
import { toolSlots } from './tool-slots.ts';

const levels = ['beginner', 'intermediate', 'expert'] as const;

/** Tools that say what the price did: what moved it, none of them can know. */
const ofPrices: ReadonlySet<string> = new Set(['get_price', 'get_candles', 'show_chart', 'show_indicators']);
/** The tool that explains what another one answered. */
const explainers: ReadonlyMap<string, string> = new Map([['predict_volatility', 'explain_prediction']]);

const texts = {
  evidence: {
    en: 'That answer rests on the card below, on nothing else: its figures, its sources and its day.',
    fr: "Cette réponse repose sur la carte ci-dessous et sur rien d'autre : ses chiffres, ses sources et son jour.",
  },
  prices: {
    en: 'I know what the price did, not why: no source here tells the causes of a move. The figures rest on the card below.',
    fr: "Je sais ce que le prix a fait, pas pourquoi : aucune source ici ne dit les causes d'un mouvement. Les chiffres reposent sur la carte ci-dessous.",
  },
  drivers: {
    en: 'These drivers are all that the model reads. Why the market behaved so, no model here can tell.',
    fr: "Ces facteurs sont tout ce que le modèle lit. Pourquoi le marché s'est comporté ainsi, aucun modèle ici ne peut le dire.",
  },
  oneDay: {
    en: 'I can explain the forecast for one day; that for two days is made in the same way.',
    fr: 'Je peux expliquer la prévision à un jour ; celle à deux jours est faite de la même façon.',
  },
  wished: {
    en: 'That was your own wish, not my advice. Its card says what it means in figures and what the risk gate says of it; /proposals shows what waits.',
    fr: "C'était votre souhait, pas mon conseil. Sa carte dit ce qu'il signifie en chiffres et ce qu'en dit le contrôle des risques ; /propositions montre ce qui attend.",
  },
  done: {
    en: 'That changed something here, so I do not run it again to explain it. Its card says what was done.',
    fr: "Cela a changé quelque chose ici ; je ne le relance donc pas pour l'expliquer. Sa carte dit ce qui a été fait.",
  },
  words: {
    en: 'Nothing was computed for my last answer, so there is nothing behind it to show. I can explain a computed answer ("Why?" after it) or a term, for example "What is volatility?".',
    fr: "Rien n'a été calculé pour ma dernière réponse ; il n'y a donc rien à montrer derrière elle. Je peux expliquer une réponse calculée (« Pourquoi ? » juste après) ou un terme, par exemple « Qu'est-ce que la volatilité ? ».",
  },
  nothingYet: {
    en: 'Of what? Nothing has been answered in this talk yet. Ask for something first, for example "How volatile will the S&P 500 be tomorrow?"; then "why?", "simpler" or "more" go on from there.',
    fr: "De quoi ? Rien n'a encore été répondu dans cette conversation. Demandez d'abord quelque chose, par exemple « Quelle volatilité pour le S&P 500 demain ? » ; « pourquoi ? », « plus simple » ou « plus de détails » continuent ensuite.",
  },
  noTerms: {
    en: 'I can explain each term of the card by itself, for example "What does volatility mean?".',
    fr: 'Je peux expliquer chaque terme de la carte, par exemple « Que veut dire volatilité ? ».',
  },
  simplest: {
    en: 'That was my simplest wording. Here it is once more:',
    fr: "C'était ma formulation la plus simple. La voici encore :",
  },
  furthest: {
    en: 'That was my most detailed wording. Here it is once more:',
    fr: "C'était ma formulation la plus détaillée. La voici encore :",
  },
  since: {
    en: 'A price has no beginning; what lasts is the regime of the market. The card below says since when.',
    fr: "Un cours n'a pas de début ; ce qui dure, c'est le régime du marché. La carte ci-dessous dit depuis quand.",
  },
  example: { en: 'The example is on the card below.', fr: "L'exemple est sur la carte ci-dessous." },
  verdict: {
    en: 'I give figures, not judgements: whether that is good depends on what you want. The card below has what it can be measured by.',
    fr: "Je donne des chiffres, pas des jugements : si c'est bien dépend de ce que vous cherchez. La carte ci-dessous a de quoi le mesurer.",
  },
  judged: {
    en: 'One run proves little, so here is the whole trial of that strategy:',
    fr: "Un seul passage prouve peu ; voici donc l'épreuve complète de cette stratégie :",
  },
} as const satisfies Record<string, Text>;

type Place = { readonly tools: readonly PlannerTool[]; readonly world: PlannerWorld; readonly turn: Turn };

const says = (text: Text, { world }: Place): Understanding => ({ kind: 'declines', text: text[world.language] });

const reads = ({ tools }: Place, name: string): boolean =>
  (tools.find(tool => tool.name === name)?.effect ?? 'read') === 'read';

const toolOf = ({ tools }: Place, name: string): PlannerTool | undefined => tools.find(tool => tool.name === name);

/** The calls of the answer once more, their cards speaking for themselves. */
const shown = (calls: readonly PlannedCall[], text: Text, { world }: Place): Understanding => ({
  kind: 'calls',
  calls: [...calls],
  before: text[world.language],
  quiet: true,
});

/** The explanation of a term, one level up or down. */
function leveled(call: PlannedCall, step: 1 | -1, { world }: Place): Understanding {
  const now = levels.findIndex(level => level === (call.args.level ?? levels[0]));
  const level = levels[now + step];
  const { level: _, ...args } = call.args;
  if (level === undefined)
    return { kind: 'calls', calls: [call], before: (step > 0 ? texts.furthest : texts.simplest)[world.language] };
  return { kind: 'calls', calls: [{ name: call.name, args: level === levels[0] ? args : { ...args, level } }] };
}

const mostTerms = 2;
/** What an answer is about where its words hold no term: the lead of a price is plain, the rows below it are not. */
const subjects: ReadonlyMap<string, string> = new Map([
  ['get_price', 'candle'],
  ['get_candles', 'candle'],
  ['show_chart', 'candle'],
  ['get_portfolio', 'equity'],
  ['read_regime', 'market regime'],
  ['get_options', 'option'],
  ['predict_volatility', 'volatility'],
  ['explain_prediction', 'volatility'],
  ['run_backtest', 'backtest'],
]);

/** The terms of the answer, explained. */
function terms(place: Place): Understanding {
  const { tools, world, turn } = place;
  const explain = tools.find(tool => toolSlots(tool).some(({ slot }) => slot === 'term'));
  const said = termsIn(turn.said, world.terms, world.symbols);
  const found = (said.length > 0 ? said : turn.calls.flatMap(({ name }) => subjects.get(name) ?? [])).slice(
    0,
    mostTerms,
  );
  if (!explain || found.length === 0) return says(texts.noTerms, place);
  return { kind: 'calls', calls: found.map(term => ({ name: explain.name, args: { term } })) };
}

function why(place: Place): Understanding {
  const { turn, world } = place;
  const [call] = turn.calls;
  const explainer = call && toolOf(place, explainers.get(call.name) ?? '');
  if (call && explainer) {
    const { symbol, days } = call.args;
    const args = symbol === undefined ? {} : { symbol };
    const note = days === undefined || days === 1 ? {} : { before: texts.oneDay[world.language] };
    return { kind: 'calls', calls: [{ name: explainer.name, args }], ...note };
  }
  if ([...explainers.values()].includes(call?.name ?? '')) return says(texts.drivers, place);
  return shown(turn.calls, turn.calls.every(({ name }) => ofPrices.has(name)) ? texts.prices : texts.evidence, place);
}

/** What else can be asked of the tool that answered. */
function examples(place: Place): Understanding {
  const { language } = place.world;
  const all = toolOf(place, place.turn.calls[0]?.name ?? '')?.examples ?? [];
  const own = all.filter(example => languageOf(example) === language).slice(0, 3);
  const list = (own.length > 0 ? own : all.slice(0, 3)).map(one => (language === 'fr' ? `« ${one} »` : `"${one}"`));
  return says({ en: `For example: ${list.join(', ')}.`, fr: `Par exemple : ${list.join(', ')}.` }, place);
}

/** A strategy that was tried is judged; of other figures nobody can say whether they are good. */
function verdict(place: Place): Understanding {
  const { turn, world } = place;
  const strategy = turn.calls.find(({ args }) => typeof args.strategy === 'string');
  const judge = toolOf(place, 'judge_strategy');
  if (!strategy || !judge || strategy.name === judge.name) return shown(turn.calls, texts.verdict, place);
  const taken = new Set(toolSlots(judge).map(({ name }) => name));
  const args = Object.fromEntries(Object.entries(strategy.args).filter(([name]) => taken.has(name)));
  return { kind: 'calls', calls: [{ name: judge.name, args }], before: texts.judged[world.language] };
}

const regime = 'read_regime';

/** Since when something is as it was said: a regime tells it, of the instrument that was spoken of. */
function sinceWhen(place: Place): Understanding | undefined {
  const symbols = place.turn.calls.flatMap(({ args }) => (typeof args.symbol === 'string' ? args.symbol : []));
  const [call] = place.turn.calls;
  if (call?.name === regime) return { kind: 'calls', calls: [call] };
  const [symbol] = symbols;
  if (symbol === undefined || !toolOf(place, regime)) return undefined;
  return shown([{ name: regime, args: { symbol } }], texts.since, place);
}

function ofTerm(asked: AskedBack, call: PlannedCall, place: Place): Understanding {
  if (asked === 'simpler' || asked === 'meaning') return leveled(call, -1, place);
  return asked === 'example' ? shown([call], texts.example, place) : leveled(call, 1, place);
}

/** What is said to a question about an answer that never was. */
export const nothingYet: Text = texts.nothingYet;

/**
 * What a question about the answer before gets: its evidence, its drivers, its terms, or an honest word that there is
 * none; undefined where the answer has no beginning to tell. Only what reads is run again.
 */
export function answerBack(
  asked: AskedBack,
  tools: readonly PlannerTool[],
  world: PlannerWorld,
  turn: Turn,
): Understanding | undefined {
  const place: Place = { tools, world, turn };
  const [call] = turn.calls;
  if (asked === 'since') return sinceWhen(place);
  if (!call) return says(texts.words, place);
  if (asked === 'example' && call.args.term === undefined) return examples(place);
  const acted = turn.calls.find(({ name }) => !reads(place, name));
  if (acted) return says(toolOf(place, acted.name)?.effect === 'propose' ? texts.wished : texts.done, place);
  if (turn.calls.every(({ args }) => typeof args.term === 'string')) return ofTerm(asked, call, place);
  if (asked === 'meaning' || asked === 'simpler') return terms(place);
  return asked === 'verdict' ? verdict(place) : why(place);
}

const kept: Text = {
  en: 'To keep English: /language en.',
  fr: 'Pour garder le français : /langue fr.',
};
const noRepeat: Text = {
  en: 'I say no order or change twice. /language en keeps English, and what I show next is in it.',
  fr: 'Je ne répète ni un ordre ni un changement. /langue fr garde le français, et la suite sera dans cette langue.',
};
const onlyTwo: Text = {
  en: 'I speak English and French only. /language fr or /language en chooses one for good.',
  fr: 'Je ne parle que français et anglais. /langue fr ou /langue en choisit pour de bon.',
};

/** The answer before in the language of the world, or that there is no such language here. */
export function answerIn(
  asked: 'ours' | 'other',
  tools: readonly PlannerTool[],
  world: PlannerWorld,
  turn: Turn | undefined,
): Understanding {
  const after = kept[world.language];
  if (asked === 'other') return { kind: 'declines', text: onlyTwo[world.language] };
  if (!turn) return { kind: 'declines', text: after };
  const place: Place = { tools, world, turn };
  if (turn.calls.some(({ name }) => !reads(place, name))) return says(noRepeat, place);
  if (turn.calls.length > 0) return { kind: 'calls', calls: [...turn.calls], after };
  const once = turn.again(world);
  if (once.kind === 'calls') return { ...once, after };
  return once.kind === 'declines' ? { kind: 'declines', text: `${once.text} ${after}` } : once;
}
