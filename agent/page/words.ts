import type { Text } from '../../config/text.ts';

/** Everything that the page itself says. What the agent says comes in the reader's language already. */
export const words = {
  skip: { en: 'Skip to the question', fr: 'Aller à la question' },
  mode: { en: 'Paper', fr: 'Simulé' },
  modeHint: { en: 'Paper trading: no real money moves', fr: "Trading simulé : aucun argent réel n'est en jeu" },
  halted: { en: 'Trading stopped', fr: 'Trading arrêté' },
  haltedLine: {
    en: 'Trading is stopped: no new risk is taken. An admin lifts it with /resume.',
    fr: 'Le trading est arrêté : aucun risque nouveau. Un admin le relance avec /reprendre.',
  },
  languages: { en: 'Language', fr: 'Langue' },
  toDark: { en: 'Switch to dark colours', fr: 'Passer aux couleurs sombres' },
  toLight: { en: 'Switch to light colours', fr: 'Passer aux couleurs claires' },
  conversation: { en: 'Conversation', fr: 'Conversation' },
  account: { en: 'Account', fr: 'Compte' },
  question: { en: 'Your question', fr: 'Votre question' },
  placeholder: { en: 'Ask a question…', fr: 'Posez une question…' },
  send: { en: 'Send', fr: 'Envoyer' },
  stop: { en: 'Stop this answer', fr: 'Arrêter cette réponse' },
  stopped: { en: 'Stopped.', fr: 'Arrêté.' },
  stoppedKept: { en: 'Stopped; the answer was kept.', fr: 'Arrêté ; la réponse a été gardée.' },
  latest: { en: 'Latest', fr: 'Plus récent' },
  you: { en: 'You:', fr: 'Vous :' },
  wholeText: { en: 'Show the whole text', fr: 'Afficher tout le texte' },
  lessText: { en: 'Show less', fr: 'Réduire' },
  pasteCut: {
    en: 'The text you pasted was cut to fit: only its beginning is here.',
    fr: 'Le texte collé était trop long : seul son début est ici.',
  },
  welcome: { en: 'What would you like to know?', fr: 'Que voulez-vous savoir ?' },
  about: {
    en: 'Quaestor computes prices, volatility and backtests, explains every term, and proposes trades that happen only when you approve them.',
    fr: "Quaestor calcule prix, volatilité et backtests, explique chaque terme et propose des trades qui n'ont lieu que si vous les approuvez.",
  },
  approving: { en: 'Approving…', fr: 'Approbation…' },
  rejecting: { en: 'Rejecting…', fr: 'Rejet…' },
  gone: {
    en: 'It waits no longer: it was decided elsewhere, or it expired.',
    fr: "Elle n'attend plus : décidée ailleurs, ou expirée.",
  },
  sources: { en: 'Sources:', fr: 'Sources :' },
  everyProposal: { en: 'Show all', fr: 'Tout afficher' },
  fewProposals: { en: 'Show the newest', fr: 'Afficher les plus récentes' },
  showAll: { en: 'Show all rows', fr: 'Afficher toutes les lignes' },
  chartFrom: { en: 'from', fr: 'de' },
  chartTo: { en: 'to', fr: 'à' },
  chartLost: { en: 'The chart could not be loaded.', fr: "Le graphique n'a pas pu être chargé." },
  again: { en: 'Try again', fr: 'Réessayer' },
  lost: { en: 'Connection lost, retrying…', fr: 'Connexion perdue, nouvelle tentative…' },
  lostAnswer: {
    en: 'The connection was lost before the answer was complete.',
    fr: "La connexion s'est coupée avant la fin de la réponse.",
  },
  lostDecision: {
    en: 'The connection was lost. Look at the state of the proposal before you try again.',
    fr: "La connexion s'est coupée. Regardez l'état de la proposition avant de réessayer.",
  },
  equity: { en: 'Equity', fr: 'Capitaux' },
  sinceStart: { en: 'since the start', fr: 'depuis le début' },
  cash: { en: 'Cash', fr: 'Liquidités' },
  invested: { en: 'Invested', fr: 'Investi' },
  positions: { en: 'Positions', fr: 'Positions' },
  noPositions: { en: 'No open position.', fr: 'Aucune position ouverte.' },
  waiting: { en: 'Waiting for you', fr: 'En attente de vous' },
  decided: { en: 'Decided', fr: 'Décidé' },
  stopLevel: { en: 'stop', fr: 'stop' },
  targetLevel: { en: 'target', fr: 'objectif' },
  at: { en: 'at', fr: 'à' },
  asOf: { en: 'Market clock', fr: 'Horloge du marché' },
  planner: {
    en: 'the offline planner, which is no language model',
    fr: "le planificateur hors ligne, qui n'est pas un modèle de langage",
  },
  answeredBy: { en: 'Answered by', fr: 'Répondu par' },
  loading: { en: 'Loading…', fr: 'Chargement…' },
  thinking: { en: 'Thinking', fr: 'Réflexion' },
} as const satisfies Readonly<Record<string, Text>>;

/** What runs, in the reader's words; another tool is named as it is. */
export const toolWords: Readonly<Record<string, Text>> = {
  get_price: { en: 'Looking up the price', fr: 'Recherche du prix' },
  show_chart: { en: 'Drawing the chart', fr: 'Tracé du graphique' },
  show_indicators: { en: 'Computing indicators', fr: 'Calcul des indicateurs' },
  predict_volatility: { en: 'Forecasting volatility', fr: 'Prévision de la volatilité' },
  run_backtest: { en: 'Running the backtest', fr: 'Exécution du backtest' },
  explain_term: { en: 'Reading the glossary', fr: 'Lecture du glossaire' },
  get_portfolio: { en: 'Reading the account', fr: 'Lecture du compte' },
  list_trades: { en: 'Reading the ledger', fr: 'Lecture du registre' },
  propose_trade: { en: 'Checking the trade against the risk gate', fr: 'Contrôle des risques du trade' },
  import_candles: { en: 'Importing candles', fr: 'Import des bougies' },
};

/** Questions to start with. */
export const examples: readonly Text[] = [
  { en: 'What is the price of the S&P 500?', fr: 'Quel est le prix du S&P 500 ?' },
  { en: 'How volatile will it be tomorrow?', fr: 'Quelle volatilité pour le S&P 500 demain ?' },
  { en: 'What is implied volatility?', fr: "Qu'est-ce que la volatilité implicite ?" },
  {
    en: 'Backtest an SMA cross on the S&P 500 since 2010',
    fr: 'Backteste un croisement de moyennes mobiles sur le S&P 500 depuis 2010',
  },
  {
    en: 'Show me a chart of the S&P 500 with Bollinger bands',
    fr: 'Montre-moi le graphique du S&P 500 avec les bandes de Bollinger',
  },
  {
    en: 'Buy 5 units of the S&P 500 with a stop at 2700',
    fr: 'Achète 5 unités du S&P 500 avec un stop à 2700',
  },
];
