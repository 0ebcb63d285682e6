/** What the rules look for in one language. Words stand folded (lower case, no accents); `*` stands for any ending. */
export type RuleWords = {
  readonly up: string;
  readonly down: string;
  /** Those that prices do: they count where no noun is named, as in "Gold climbs". */
  readonly climb: string;
  readonly slide: string;
  readonly good: string;
  readonly bad: string;
  /** A bad noun that weighs even where nothing is said to move. */
  readonly loss: string;
  /** A loss that is the subject's own result. */
  readonly reportedLoss: string;
  readonly goodEvents: string;
  readonly badEvents: string;
  /** Words that turn what follows within three words. */
  readonly negations: string;
  /** Between two figures, the newer first. */
  readonly than: string;
  /** Before the newer figure. */
  readonly amount: string;
  /** Losses that shrink and turns to profit; losses that grow and turns to loss. Regular expressions on folded text. */
  readonly relief: readonly RegExp[];
  readonly harm: readonly RegExp[];
};

const english: RuleWords = {
  up: 'rose rise rises risen rising increas* grew grow* climb* jump* surg* soar* gain* improv* higher doubl* tripl* strengthen* expand* boost* rallied rally rallies rebound* advanced up',
  down: 'fell fall* drop* declin* decreas* lower* slump* plung* shrank shrink* weaken* slid slide slides slipp* sank sink sinks tumbl* reduc* contracted contraction narrow* down',
  climb:
    'rose rise rises climb* jump* surg* soar* gain gains gained rallied rally rallies rebound* advance advances advanced higher up_\\d* up_by up_at up_over up_nearly up_on end_up ends_up ended_up open_up opens_up',
  slide:
    'fell fall falls drop drops dropped declin* slump* plung* slid slide slides slipp* slips sank sink sinks tumbl* lower down_\\d* down_by down_at down_over down_nearly down_on end_down ends_down opens_down in_red',
  good: 'sales profit* revenue* turnover earnings income ebit* margin* orders order_book order_intake demand dividend* share_price market_share volume* cash_flow exports eps result*',
  bad: 'loss* debt* cost costs expens* layoff* unemployment default* impairment* defici* complaint* risk* tax taxes',
  loss: 'loss losses',
  reportedLoss: 'net_loss* operating_loss* pretax_loss* pre-tax_loss*',
  goodEvents:
    'record_high beat beats exceed* outperform* upgrade* strong* success* won awarded secured recover* all-time_high tops outpac* win wins approval',
  badEvents:
    'laid_off job_cuts bankrupt* downgrade* miss misses missed warn* lawsuit* strike strikes fraud* suspend* plant_closure* redundanc* terminat* recession crisis fine fined fines underperform* crash* probe insolven* profit_warning',
  negations: "not no never without n't cannot fail fails failed unlikely nor neither",
  than: 'from compared_with compared_to versus vs against',
  amount: 'was were of to at totalled totaled amounted',
  relief: [
    /\bloss(?:es)?\b.{0,40}\b(?:narrow\w*|decreas\w*|shrank|shrinks?|fell|halv\w*)\b/,
    /\b(?:narrow\w*|cuts?|reduc\w*|trim\w*|halv\w*)\b.{0,30}\bloss(?:es)?\b/,
    /\b(?:turn\w*|sw[iu]ng\w*|return\w*)\b.{0,20}\bto\b.{0,20}\bprofit/,
    /\bprofit\b.{0,60}\b(?:compared (?:with|to)|against|versus|vs)\b.{0,30}\bloss\b/,
  ],
  harm: [
    /\bloss(?:es)?\b.{0,40}\b(?:widen\w*|increas\w*|grew|grows?|rose|deepen\w*|doubl\w*)\b/,
    /\b(?:widen\w*|deepen\w*)\b.{0,30}\bloss(?:es)?\b/,
    /\b(?:turn\w*|sw[iu]ng\w*|slip\w*|plung\w*)\b.{0,20}\bto\b.{0,20}\bloss/,
    /\bloss\b.{0,60}\b(?:compared (?:with|to)|against|versus|vs)\b.{0,30}\bprofit\b/,
  ],
};

const french: RuleWords = {
  up: 'progress* bond* grimp* augment* hausse hausses accroi* croit croissent accru* gagne* s_envol* envol* flamb* explos* s_amelior* amelior* releve relevee relever relevent rebond* remont* doubl* tripl* renforc* raffermi* acceler* redress* repart* repartent mont* eleve* superieur* mieux solide* bondi vers_le_haut dans_le_vert au_plus_haut sur_un_plus_haut regagn* reprend reprennent repris',
  down: 'recul* chut* baiss* tomb* plong* diminu* repli* devis* s_effondr* effondr* s_ecroul* ecroul* ced* degrad* affaibl* ralenti* contract* abaiss* reduit* reduir* flechi* glisse* perd perdent perdu degringol* inferieur* moins_bon* en_berne sous_pression s_essouffl* patin* marqu*_le_pas au_plus_bas vers_le_bas dans_le_rouge fond fondent s_erod* erod* s_enfonc* deterior*',
  climb:
    'progress* bond* grimp* hausse gagne gagnent s_envol* envol* flamb* rebond* remont* raffermi* regagn* vers_le_haut dans_le_vert plus_haut au_plus_haut porte_par portes_par portee_par',
  slide:
    'recul* chut* baiss* plong* repli* devis* s_effondr* effondr* s_ecroul* ecroul* ced* affaibl* flechi* degringol* abaiss* degrad* vers_le_bas dans_le_rouge plus_bas au_plus_bas sous_pression lanterne_rouge trebuch* accus*_le_coup plombe*',
  good: "benefice* profit profits chiffre_d'affaires vente* resultat* marge* commande* demande dividende* carnet_de_commandes exportations abonne* croissance cash-flow tresorerie part_de_marche parts_de_marche rentabilite objectifs moral confiance production activite emploi recettes recette excedent* livraisons frequentation prevision* perspective* salaires consommation",
  bad: 'perte* dette* cout* charges chomage deficit* provision* risque* endettement inflation impaye* sinistre* defaillance* taxe* penalite*',
  loss: 'perte pertes',
  reportedLoss: 'perte_nette perte_operationnelle pertes_nettes pertes_operationnelles',
  goodEvents:
    "record* depass* remporte* decroch*_un_contrat decroch*_un_marche succes feu_vert sommet* plus_haut surprend* surprennent renoue* rassur* salue* prometteu* encourageant* a_l'achat surperform* optimis* profite_de brill* mieux_que_prevu solide* plebiscit* triomph* embauch* recrut* homologu* rafl* s_adjuge eclatant* historique* en_forme",
  badEvents:
    'avertissement_sur_resultats avertissement* manque* supprim* suppression* redressement_judiciaire liquidation faillite* depose_le_bilan amende* fraude* rappel rappelle greve* recession crise* echou* echec* decoi* decu* decevan* suspend* ferm*_son_usine fermeture* fermer renonc* plomb* pese* litige* menac* enquete* a_la_vente licenci* tourmente pessimis* penurie* condamn* plainte* corruption cyberattaque* piratage accident* scandale* sanction* poursuiv*_en_justice mis_en_examen faute_de plus_bas alert* inquiet* tensions boycott* retard* panne* soupcon* faiblesse mise_en_garde krach demission* demantel*',
  negations: 'ne n pas non sans aucun aucune jamais ni',
  than: 'contre apres au_lieu_de face_a',
  amount: 'a de atteint ressort totalise',
  relief: [
    /\bpertes?\b.{0,40}\b(?:redui\w*|recul\w*|diminu\w*|divise\w*|baiss\w*|resorb\w*|fond\w*)/,
    /\b(?:redui\w*|divis\w*|limit\w*|comble\w*)\b.{0,25}\bpertes?\b/,
    /\b(?:renoue\w*|revien\w*|retour\w*|repass\w*)\b.{0,25}\b(?:benefices?|profits?|rentabilite|vert)\b/,
  ],
  harm: [
    /\b(?:pertes?|deficit|dette)\b.{0,40}\b(?:creus\w*|alourdi\w*|augment\w*|aggrav\w*|doubl\w*|accroi\w*)/,
    /\b(?:creus\w*|alourdi\w*|aggrav\w*|essui\w*|accus\w*)\b.{0,25}\bpertes?\b/,
    /\b(?:bascul\w*|plong\w*|tomb\w*|repass\w*)\b.{0,20}\b(?:rouge|perte)\b/,
  ],
};

export const ruleWords = { en: english, fr: french } as const;
