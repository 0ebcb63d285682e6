import type { Text, Translate } from '../config/text.ts';
import type { Judgement } from '../models/hybrid/judge-hybrid.ts';
import { advantageOn } from '../models/hybrid/judge-volatility.ts';
import { ChartSpec } from './chart-spec.ts';
import { headColumns, headRows, reasonLines } from './head-words.ts';
import { escaped, htmlFigure, htmlPage, htmlTable } from './report-page.ts';

/** What a report says beside the judgement. */
export type TrainedFacts = {
  readonly title: string;
  readonly lead: string;
  readonly modelId: string;
  readonly backend: string;
  readonly trials: number;
  readonly dataHash: string;
  readonly configHash: string;
  readonly config: unknown;
};

/** Whether the network beats log-HAR: the sentence that leads card and report, whichever wins. */
export function verdictOf({ volatility, servedBy, search }: Judgement, t: Translate): string {
  const [first, second] = volatility.map(one => t.number(advantageOn(one, search ? 'tail' : 'all')));
  const where = search
    ? { en: ' on days that no search saw', fr: " sur des jours qu'aucune recherche n'a vus" }
    : { en: '', fr: '' };
  if (servedBy.volatility.by === 'hybrid') {
    return t({
      en: `The network beats log-HAR out of sample${where.en}: median Diebold-Mariano t ${first} over 1 day and ${second} over 2.`,
      fr: `Le réseau bat log-HAR hors échantillon${where.fr} : t médian de Diebold-Mariano ${first} sur 1 jour et ${second} sur 2.`,
    });
  }
  return t({
    en: `log-HAR stays: the network does not pass its gates${where.en} (median Diebold-Mariano t ${first} over 1 day and ${second} over 2; -2 and coverage are asked).`,
    fr: `log-HAR reste : le réseau ne passe pas ses contrôles${where.fr} (t médian de Diebold-Mariano ${first} sur 1 jour et ${second} sur 2 ; il faut -2 et la couverture).`,
  });
}

/** Coverage of every quantile, of the networks and of log-HAR, beside its probability. */
export function coverageChart({ volatility: [one] }: Judgement, t: Translate): ChartSpec {
  const off = (name: string, of: 'network' | 'uncorrected' | 'logHar') => ({
    name,
    values: one.coverage.map(each => Number((100 * (each[of] - each.probability)).toFixed(2))),
  });
  return ChartSpec.parse({
    title: t({ en: 'Coverage less probability, points, 1 day', fr: 'Couverture moins probabilité, points, 1 jour' }),
    times: one.coverage.map(({ probability }) => t.percent(probability, 0)),
    unit: '%',
    lines: [
      off(t({ en: 'Network', fr: 'Réseau' }), 'network'),
      off(t({ en: 'Uncorrected', fr: 'Sans correction' }), 'uncorrected'),
      off('log-HAR', 'logHar'),
    ],
  });
}

/** What a search has seen, where one chose the settings: then the tail alone decides. */
function searchLines({ search, tailFrom, to }: Judgement, t: Translate): string[] {
  if (!search) return [];
  const { study, trials, from, to: until } = search;
  return [
    t({
      en: `Its settings are the best of ${trials} trial(s) of the study ${study}, which saw the days ${from} to ${until}: figures over all folds are too good. Who serves is decided by the tail alone, ${tailFrom} to ${to}, which the search never saw.`,
      fr: `Ses réglages sont les meilleurs de ${trials} essai(s) de l'étude ${study}, qui a vu les jours du ${from} au ${until} : les chiffres sur tous les plis sont trop beaux. Qui sert se décide par la fin seule, du ${tailFrom} au ${to}, que la recherche n'a jamais vue.`,
    }),
  ];
}

const searchFacts = ({ search }: Judgement, t: Translate): string[][] =>
  search
    ? [
        [t({ en: 'Study', fr: 'Étude' }), search.study],
        [t({ en: 'Its trials', fr: 'Ses essais' }), String(search.trials)],
        [t({ en: 'Days it saw', fr: 'Jours vus par elle' }), `${search.from} – ${search.to}`],
      ]
    : [];

/** What the networks read, where it is not what ships. */
function inputLines({ inputs }: Judgement, t: Translate): string[] {
  if (!inputs || (inputs.features === 'technical' && inputs.normalisation === 'fold')) return [];
  const { features, normalisation, folds } = inputs;
  const read = folds.map(({ learned, served }) => (served < learned ? `${served}/${learned}` : String(learned)));
  const list = read.join(', ');
  const fallen = folds.filter(({ source }) => source === 'last-good' || source === 'static').length;
  const why = folds.find(({ reason }) => reason)?.reason;
  return [
    t({
      en: `Reads ${inputWords[features].en}: ${list} numbers, fold by fold${normalisation === 'rolling' ? '; each as its place within the last 100 candles' : ''}.`,
      fr: `Lit ${inputWords[features].fr} : ${list} nombres, pli par pli${normalisation === 'rolling' ? ' ; chacun comme sa place dans les 100 dernières bougies' : ''}.`,
    }),
    ...(fallen === 0
      ? []
      : [
          t({
            en: `In ${fallen} fold(s) the features could not be ranked; an earlier ranking or the static list, made with SPY from 1998 to 2021, stands in. ${why?.en ?? ''}`,
            fr: `Dans ${fallen} pli(s), les caractéristiques n'ont pas pu être classées ; un classement antérieur ou la liste fixe, faite sur SPY de 1998 à 2021, les remplace. ${why?.fr ?? ''}`,
          }),
        ]),
  ];
}

const inputWords: Readonly<Record<NonNullable<Judgement['inputs']>['features'], Text>> = {
  technical: { en: 'the technical features', fr: 'les caractéristiques techniques' },
  selected: {
    en: "the features that each fold's training days rank first",
    fr: "les caractéristiques que les jours d'apprentissage de chaque pli classent en tête",
  },
  all: { en: 'every feature at hand', fr: 'toutes les caractéristiques disponibles' },
  projected: {
    en: 'the features ranked first, fed to networks that learned from every one (fed/learned)',
    fr: 'les caractéristiques classées en tête, données à des réseaux qui ont appris de toutes (données/apprises)',
  },
};

/** Who turned the text into numbers; an offline embedding is named as such. */
function embedderWords(embedder: NonNullable<Judgement['ablation']>['embedder']): { en: string; fr: string } {
  if (!embedder) return { en: '', fr: '' };
  const { name, source } = embedder;
  return source === 'offline'
    ? { en: `, as numbers of the offline embedding ${name}`, fr: `, en nombres de l'encodage hors ligne ${name}` }
    : { en: `, as numbers of ${name}`, fr: `, en nombres de ${name}` };
}

/** What must be said of the search, the inputs, the control, the text and the number of trials. */
export function cautions(judged: Judgement, trials: number, t: Translate): string[] {
  const { control, ablation } = judged;
  const by = embedderWords(ablation?.embedder);
  const [hit, expected, tolerance] = [control.accuracy, control.expected, control.tolerance].map(one =>
    t.percent(one, 1),
  );
  return [
    ...searchLines(judged, t),
    ...inputLines(judged, t),
    control.passed
      ? t({
          en: `Control: on shuffled labels the signal head hits ${hit}, as class shares do (${expected} ± ${tolerance}): no sign of a leak.`,
          fr: `Contrôle : sur des étiquettes mélangées, la tête du signal atteint ${hit}, comme les parts des classes (${expected} ± ${tolerance}) : aucun signe de fuite.`,
        })
      : t({
          en: `Control FAILED: on shuffled labels the signal head hits ${hit} instead of ${expected} ± ${tolerance}: look for a leak.`,
          fr: `Contrôle ÉCHOUÉ : sur des étiquettes mélangées, la tête du signal atteint ${hit} au lieu de ${expected} ± ${tolerance} : cherchez une fuite.`,
        }),
    ...(ablation === null
      ? []
      : [
          t({
            en: `Text block, on generated summaries (plumbing: they repeat the technical features)${by.en}: Diebold-Mariano t of volatility with it against without it ${t.number(ablation.advantage)}, signal ${t.number(ablation.signalGain.mean, 4)} nats.`,
            fr: `Bloc de texte, sur des résumés générés (tuyauterie : ils répètent les variables techniques)${by.fr} : t de Diebold-Mariano de la volatilité avec et sans lui ${t.number(ablation.advantage)}, signal ${t.number(ablation.signalGain.mean, 4)} nat.`,
          }),
        ]),
    t({
      en: `${trials} configuration(s) were trained on this market in this installation; no figure here is corrected for that choice. The default one was chosen on the S&P 500 of 2000 to 2020, among twelve.`,
      fr: `${trials} configuration(s) ont été entraînées sur ce marché dans cette installation ; aucun chiffre n'est corrigé de ce choix. Celle par défaut a été choisie sur le S&P 500 de 2000 à 2020, parmi douze.`,
    }),
  ];
}

function seedTable({ volatility }: Judgement, t: Translate): string {
  const [one, two] = volatility;
  return htmlTable(
    [
      t({ en: 'Seed', fr: 'Graine' }),
      t({ en: 't QLIKE, 1 day', fr: 't QLIKE, 1 jour' }),
      t({ en: 't pinball, 1 day', fr: 't pinball, 1 jour' }),
      t({ en: 't QLIKE, 2 days', fr: 't QLIKE, 2 jours' }),
      t({ en: 't pinball, 2 days', fr: 't pinball, 2 jours' }),
    ],
    [
      ...one.seeds.map(({ seed, qlike, pinball }, k) => [
        String(seed),
        t.number(qlike),
        t.number(pinball),
        t.number(two.seeds[k]?.qlike ?? Number.NaN),
        t.number(two.seeds[k]?.pinball ?? Number.NaN),
      ]),
      [t({ en: 'Together', fr: 'Ensemble' }), t.number(one.ensembleAdvantage), '', t.number(two.ensembleAdvantage), ''],
      [
        t({ en: 'Together, tail alone', fr: 'Ensemble, fin seule' }),
        t.number(one.tailAdvantage),
        '',
        t.number(two.tailAdvantage),
        '',
      ],
    ],
  );
}

const coverageTable = ({ volatility }: Judgement, t: Translate): string =>
  htmlTable(
    [
      t({ en: 'Quantile', fr: 'Quantile' }),
      ...volatility.flatMap(({ days }) => [
        t({ en: `Network, ${days} d`, fr: `Réseau, ${days} j` }),
        t({ en: `uncorrected, ${days} d`, fr: `sans correction, ${days} j` }),
        t({ en: `log-HAR, ${days} d`, fr: `log-HAR, ${days} j` }),
      ]),
    ],
    volatility[0].coverage.map(({ probability }, k) => [
      t.percent(probability, 0),
      ...volatility.flatMap(({ coverage }) =>
        (['network', 'uncorrected', 'logHar'] as const).map(of => t.percent(coverage[k]?.[of] ?? Number.NaN, 1)),
      ),
    ]),
  );

const foldTable = ({ folds, members }: Judgement, t: Translate): string =>
  htmlTable(
    [
      t({ en: 'Tested', fr: 'Test' }),
      t({ en: 'Learned from, stopped by, tested (rows)', fr: 'Appris, arrêté par, testé (lignes)' }),
      t({ en: 'Best epoch of each seed', fr: 'Meilleure époque de chaque graine' }),
    ],
    folds.map(({ from, to, train, validation, test }, k) => [
      `${from} – ${to}${k === folds.length - 1 ? ` (${t({ en: 'tail', fr: 'fin' })})` : ''}`,
      `${train}, ${validation}, ${test}`,
      members
        .filter(({ fold }) => fold === k + 1)
        .map(({ bestEpoch, epochs }) => `${bestEpoch}/${epochs}`)
        .join(', '),
    ]),
  );

/** The whole judgement as one HTML file that needs nothing else. */
export async function trainReport(judged: Judgement, facts: TrainedFacts, t: Translate): Promise<string> {
  const { signal, servedBy } = judged;
  const heading = (en: string, fr: string): string => `<h2>${escaped(t({ en, fr }))}</h2>`;
  const paragraphs = (lines: readonly string[]): string[] => lines.map(line => `<p>${escaped(line)}</p>`);
  const tone = servedBy.volatility.by === 'hybrid' ? 'good' : 'neutral';
  return htmlPage(
    { ...facts, tone },
    [
      ...paragraphs(searchLines(judged, t)),
      heading('Every head beside its baseline, out of sample', 'Chaque tête face à sa référence, hors échantillon'),
      htmlTable(headColumns(t), headRows(judged, t)),
      ...paragraphs([
        t({
          en: 'Lower losses are better; gains are per day with their 95% block-bootstrap interval, above 0 the network is better. A Diebold-Mariano t below 0 says the network loses less.',
          fr: 'Une perte plus basse est meilleure ; les gains sont par jour, avec leur intervalle à 95 % par bootstrap par blocs, au-dessus de 0 le réseau est meilleur. Un t de Diebold-Mariano sous 0 dit que le réseau perd moins.',
        }),
      ]),
      heading('Who serves what, and why', 'Qui sert quoi, et pourquoi'),
      ...paragraphs(reasonLines(judged, t)),
      heading('Volatility by seed', 'Volatilité par graine'),
      seedTable(judged, t),
      heading('Coverage', 'Couverture'),
      coverageTable(judged, t),
      await htmlFigure(coverageChart(judged, t), t),
      heading('Signal, on the tail', 'Signal, sur la fin'),
      ...paragraphs([
        t({
          en: `Calibration error ${t.percent(signal.error, 1)}, a perfect head stays below ${t.percent(signal.errorLimit, 1)}; Brier score ${t.number(signal.brier, 3)}; the networks agree on ${t.percent(signal.agreement, 0)}; the vote hits ${t.percent(signal.accuracy, 1)}.`,
          fr: `Erreur de calibration ${t.percent(signal.error, 1)}, une tête parfaite reste sous ${t.percent(signal.errorLimit, 1)} ; score de Brier ${t.number(signal.brier, 3)} ; les réseaux s'accordent à ${t.percent(signal.agreement, 0)} ; le vote touche juste ${t.percent(signal.accuracy, 1)}.`,
        }),
      ]),
      heading('Controls', 'Contrôles'),
      ...paragraphs(cautions({ ...judged, search: null }, facts.trials, t)),
      heading('Folds', 'Plis'),
      foldTable(judged, t),
      heading('To compute it again', 'Pour recalculer'),
      `<div class="facts">${htmlTable(
        ['', ''],
        [
          [t({ en: 'Version', fr: 'Version' }), facts.modelId],
          [t({ en: 'Tested', fr: 'Test' }), `${judged.from} – ${judged.to}`],
          [t({ en: 'Tail', fr: 'Fin' }), `${judged.tailFrom} – ${judged.to}`],
          ...searchFacts(judged, t),
          [t({ en: 'Seeds', fr: 'Graines' }), judged.seeds.join(', ')],
          [t({ en: 'Tensor backend', fr: 'Moteur tensoriel' }), facts.backend],
          [t({ en: 'Trials', fr: 'Essais' }), String(facts.trials)],
          [t({ en: 'Hash of the candles', fr: 'Empreinte des bougies' }), facts.dataHash],
          [t({ en: 'Hash of rows and settings', fr: 'Empreinte des lignes et réglages' }), judged.dataHash],
          [t({ en: 'Hash of the request', fr: 'Empreinte de la demande' }), facts.configHash],
          [t({ en: 'Configuration', fr: 'Configuration' }), JSON.stringify(facts.config)],
        ],
      )}</div>`,
    ],
    t,
  );
}
