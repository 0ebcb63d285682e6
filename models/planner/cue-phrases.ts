/** Splits a list that is written as one text, to keep it readable at this length. */
const listed = (text: string): readonly string[] => text.split('|').map(phrase => phrase.trim());

/**
 * Short phrases that ask for a tool where its examples do not say enough: what people call things in both languages.
 * They weigh less than examples. A tool that is not here routes by its examples alone. Folded; `<kind>` is a mention.
 */
export const cuePhrases: Readonly<Record<string, readonly string[]>> = {
  get_price: listed(`
    price of <symbol> please | <symbol> number | give me the <symbol> number | le chiffre du <symbol> | <symbol> | <symbol> price | price | prices | <symbol> now | price of <symbol> | what is <symbol> at |
    where is <symbol> trading | where is <symbol> now | where does <symbol> stand | how much is <symbol> |
    how much is <symbol> today | what does <symbol> cost | cost of <symbol> | how much does one <symbol> cost |
    worth of <symbol> | how much was <symbol> worth <when> | value of <symbol> | quote | <symbol> quote |
    quote me <symbol> | ticker | trading at | last close of <symbol> | closing price |
    close of <symbol> on <when> | what happened <when> | que s est il passe <when> | qu est ce qui s est passe <when> | how did <symbol> close <when> | where did <symbol> close |
    what did <symbol> close at | where was <symbol> <when> | level of <symbol> | current level | current price |
    latest price | last price | spot price | price on <when> | <symbol> <when> | how is <symbol> doing |
    how is <symbol> doing today | how has <symbol> done today | what is <symbol> doing | is <symbol> up or down |
    is <symbol> up today | is <symbol> down today | how is the market today | check <symbol> | opening price |
    high and low of <symbol> | did <symbol> go up yesterday | high of the day | cours | prix | cours de <symbol> |
    prix de <symbol> | le cours du <symbol> | combien vaut <symbol> | combien valait <symbol> <when> |
    combien coute <symbol> | combien coutait <symbol> | ca vaut combien <symbol> | <symbol> vaut combien |
    a combien est <symbol> | a combien etait <symbol> <when> | a combien cote <symbol> |
    a combien a cloture <symbol> | ou en est <symbol> | ou en est <symbol> aujourd hui | ou se situe <symbol> |
    ou cote <symbol> | niveau de <symbol> | valeur de <symbol> | valeur actuelle | cotation | cote |
    dernier cours | dernier prix | cours actuel | prix actuel | cloture | cours de cloture |
    cloture de <symbol> <when> | comment va <symbol> | comment se porte <symbol> | <symbol> est a combien |
    combien pour <symbol> | le prix du <symbol> <when> | le <symbol> a combien |
    quel etait le cours de <symbol> <when> | quelle est la valeur de <symbol> |
    est ce que <symbol> monte aujourd hui | ouverture de <symbol> |
    how much is <quantity> of <symbol> | how much would <quantity> of <symbol> cost | price of <quantity> of <symbol> | a quote on <symbol> |
    combien vaut <quantity> <symbol> | combien coute <quantity> <symbol> | ca coute combien <quantity> <symbol> | <symbol> cote combien | est a quel niveau |
    rate of <symbol> | <symbol> rate | exchange rate of <symbol> | cours de change <symbol> |
    <symbol> a fait quoi <when> |
    show me the price | show the price | give me the price | give me the price of <symbol> | what is the price | montre le prix | donne moi le prix | donne le cours
  `),
  show_chart: listed(`
    chart | charts | graph | plot | plots | draw | candles | candlestick | candlesticks | candle chart |
    price chart | <symbol> chart | chart <symbol> | chart <symbol> <span> | chart of <symbol> |
    chart of <symbol> with <list> | plot <symbol> | plot <symbol> with <list> | draw <symbol> | graph <symbol> |
    graph of <symbol> <span> | visualize <symbol> | visualise <symbol> | picture of <symbol> | curve of <symbol> |
    display candles of <symbol> | see the chart | show me <symbol> over <duration> | show <symbol> <span> |
    show <symbol> <duration> | show me <symbol> <when> | show me <symbol> | <symbol> <span> |
    <symbol> <duration> | price history of <symbol> | history of <symbol> <span> |
    how did <symbol> evolve <span> | how did <symbol> move <duration> | how has <symbol> done <span> |
    how has <symbol> performed <duration> | performance of <symbol> <span> | evolution of <symbol> <duration> |
    what did <symbol> look like <when> | overlay <list> | add <list> to the chart | with <list> overlaid |
    evolution of <symbol> | graphique | graphiques | graphe | courbe | courbes | trace | tracer | trace moi |
    dessine | dessiner | bougies | chandeliers | graphique de <symbol> | graphique de <symbol> <duration> |
    graphique de <symbol> <span> | graphique avec <list> | courbe de <symbol> | courbe de <symbol> <when> |
    affiche la courbe | affiche le graphique | trace <symbol> <span> | trace <symbol> avec <list> |
    dessine <symbol> | montre moi <symbol> <duration> | montre <symbol> <span> | montre moi <symbol> <when> |
    montre moi <symbol> | affiche <symbol> <duration> | affiche <symbol> | evolution de <symbol> |
    evolution de <symbol> <duration> | evolution du cours de <symbol> | comment a evolue <symbol> <span> |
    comment a evolue <symbol> <duration> | historique du cours de <symbol> | historique de <symbol> |
    visualiser le cours | voir le graphique | ajoute <list> au graphique |
    compare <symbol> and <symbol> | compare <symbol> with <symbol> | compare <symbol> to <symbol> | <symbol> vs <symbol> | <symbol> versus <symbol> |
    compare <symbol> et <symbol> | compare <symbol> a <symbol> | compare <symbol> avec <symbol> | <symbol> contre <symbol> |
    how did <symbol> do <span> | <symbol> a fait quoi <span> |
    what happened <span> | what happened <duration> | what did <symbol> do <span> | what happened to <symbol> <span> |
    que s est il passe <span> | qu est il arrive <span> | qu est ce qui s est passe <span> | qu a fait <symbol> <span> |
    zoom | zoom on <span> | zoom in on <symbol> | zoome sur <symbol>
  `),
  show_indicators: listed(`
    indicators | technical indicators | technicals | technical analysis | technical analysis of <symbol> |
    technical picture | technical reading of <symbol> | <list> | <list> of <symbol> | <symbol> <list> |
    <list> <symbol> | <list> and <list> of <symbol> | <list> for <symbol> | <list> on <symbol> | <list> reading |
    <list> value | value of <list> | current <list> | level of the <list> | what is the <list> of <symbol> |
    what is the <list> for <symbol> | what's <symbol> <list> | show me the <list> of <symbol> | show <list> |
    show me the <list> | get <list> on <symbol> | compute the <list> | calculate <list> for <symbol> |
    how high is the <list> | is <list> high | is the <list> low | is the <list> high on <symbol> |
    where is the <list> | where does the <list> stand | what does the <list> say | what is the <list> at |
    what do the indicators say about <symbol> | overbought | oversold | is <symbol> overbought |
    is <symbol> oversold | is <symbol> above its <list> | is <symbol> below its <period> <list> |
    is <symbol> trading above the <list> | how far is <symbol> from its <list> | momentum of <symbol> |
    momentum indicators | is <symbol> bullish | how strong is the trend | oscillators | signal of <list> |
    indicateurs | indicateurs techniques | indicateurs de <symbol> | analyse technique |
    analyse technique de <symbol> | lecture technique | <list> du <symbol> | <list> de <symbol> |
    le <list> du <symbol> | les <list> de <symbol> | quel est le <list> | quel est le <list> de <symbol> |
    quelle est la <list> de <symbol> | quelles sont les <list> | quels sont les indicateurs |
    donne moi le <list> | donne le <list> de <symbol> | montre le <list> de <symbol> | affiche le <list> |
    affiche les indicateurs | calcule le <list> | valeur du <list> | niveau du <list> | a combien est le <list> |
    combien vaut le <list> | ou en est le <list> | le <list> est il haut | le <list> est il eleve |
    le <list> est il bas | est ce que le <list> est haut | que dit le <list> | que disent les indicateurs |
    surachete | surachete | survendu | surachete ou survendu | est il surachete |
    est ce que <symbol> est survendu | surachat | survente | <symbol> est il au dessus de sa <list> |
    <symbol> est il sous sa <list> | oscillateurs
  `),
  predict_volatility: listed(`
    volatility | volatile | vol | volatility of <symbol> | <symbol> volatility | <symbol> vol | vol of <symbol> |
    volatility forecast | forecast | forecast <symbol> | forecast volatility | predict volatility |
    predict the volatility of <symbol> | predict | volatility tomorrow | volatility <duration> | vol <ahead> |
    vol for <duration> | expected volatility | expected vol | expected move | expected range |
    expected moves in <symbol> | what volatility do you expect | how volatile | how volatile is <symbol> |
    how volatile will <symbol> be | how volatile will <ahead> be | how risky is <symbol> tomorrow |
    risk for tomorrow | how much will <symbol> move | how much might <symbol> move tomorrow | how big a move |
    how far could <symbol> move | how big will the swings be | will it be volatile |
    will <symbol> be volatile tomorrow | will tomorrow be calm | will <symbol> be calm tomorrow |
    will <symbol> swing | turbulent | turbulence | choppy | bumpy | wild | jumpy | rough | nervous | stormy |
    agitated | swings | swing | big moves | tomorrow | quantiles of tomorrow | volatility quantiles |
    range for tomorrow | is a storm coming | what will the volatility be | what volatility should i expect |
    give me the volatility | vol outlook | volatilite | volatil | volatilite de <symbol> |
    volatilite du <symbol> demain | volatilite demain | volatilite <duration> | volatilite prevue |
    volatilite attendue | prevision | prevision de volatilite | prevision volatilite <symbol> | prevois |
    prevoir | predis | predire la volatilite | prediction | quelle volatilite | quelle sera la volatilite |
    quelle sera la volatilite de <symbol> <duration> | quelle est la volatilite de <symbol> |
    quelle volatilite attendre | quelle volatilite attends tu | a quelle volatilite s attendre |
    a quoi s attendre demain | a quel point <symbol> sera volatil | a quel point <symbol> va bouger |
    combien <symbol> peut bouger | de combien <symbol> va bouger | de combien <symbol> peut il varier demain |
    ca va bouger | ca va secouer | ca va etre agite | ca va tanguer | va t il bouger |
    est ce que ca va bouger demain | sera t il volatil | sera t il calme | journee agitee | demain sera calme |
    turbulences | secousses | remous | amplitude | ampleur des mouvements | mouvements attendus |
    gros mouvements | fluctuations | fluctuer | varier | nerveux | agite | demain | vol prevue |
    quantiles de volatilite demain | estime la volatilite |
    how much can <symbol> drop <duration> | how far can <symbol> fall <duration> | how much can it fall in a day | how bad can tomorrow get | de combien <symbol> peut baisser <duration> | de combien ca peut baisser <duration> | de combien ca peut bouger <duration> | ca peut chuter de combien <duration> |
    is tomorrow going to be rough | is tomorrow going to be wild | is it going to be volatile | going to be calm | will it be quiet | quiet day tomorrow |
    volatility estimate | vol estimate | estimate | forecasting | garch forecast of <symbol> | garch forecast <ahead> | prevision garch de <symbol> | prevision garch <symbol> <ahead> | prevision <ahead> | turbulence for <symbol> |
    risque de secousses | remous | secousses sur <symbol> <ahead> | volatility <ahead> | volatilite <ahead> | how volatile <ahead> | <ahead> | swings <ahead> |
    is <symbol> risky | is <symbol> riskier than <symbol> | is <symbol> safer than <symbol> | is <symbol> more volatile than <symbol> | which is riskier <symbol> or <symbol> | is <symbol> dangerous | how dangerous is <symbol> |
    <symbol> est il risque | <symbol> est il plus risque que <symbol> | <symbol> c est plus risque que <symbol> | <symbol> c est moins risque que <symbol> | le plus risque <symbol> ou <symbol> | <symbol> c est risque | <symbol> est il dangereux |
    what is the volatility of <symbol> | what is the vol of <symbol> | what is the expected volatility | how much volatility | what volatility can i expect
  `),
  explain_term: listed(`
    explain | explain to me | definition | define | meaning | mean | means | what does mean | what is a |
    what is an | what are | what is meant by | how does work | how do work | how is calculated |
    difference between | tell me about | teach me | teach me about | i don't understand | what does <list> mean |
    what is <list> | what is a <strategy> | what is <strategy> | explain <list> | explain <strategy> |
    explain <list> to me | define <list> | how does <list> work | how does a <strategy> work |
    how does the <list> work | what is the <list> used for | what does the <list> measure | explain it like |
    help me understand | what is an order | concept | concept of | glossary | what is the meaning of | eli5 |
    in simple terms | for a beginner | like i am five | i am a beginner | stand for | what do you mean by |
    describe what is | explique | explique moi | expliquer | peux tu m expliquer | definis | definir | signifie |
    signification | que signifie | veut dire | que veut dire | ca veut dire quoi | ce que veut dire | c est quoi |
    c est quoi le | c est quoi un | c est quoi la | c est quoi le <list> | c est quoi les <list> |
    c est quoi un <strategy> | qu est ce que | qu est ce qu un | qu est ce qu une | qu est ce que le |
    qu est ce que la | qu est ce que le <list> | qu est ce qu un <strategy> | qu entend on par | a quoi sert |
    a quoi servent | a quoi sert le <list> | comment fonctionne | comment fonctionne le <list> | comment marche |
    comment se calcule | comment on calcule | difference entre | quelle est la difference entre | parle moi de |
    je ne comprends pas | je comprends pas | notion | terme | mots simples | pour un debutant |
    explique le <list> | explique moi <list> | que veut dire <list> | definition de <list> |
    explique le <strategy> |
    explanation | explanation of | explication | explication de | que sont | que sont les <list> | jargon | hearing about
  `),
  get_portfolio: listed(`
    portfolio | my portfolio | show portfolio | holdings | my holdings | my positions | positions |
    open positions | position | open trades | my open trades | account | my account | account summary |
    account value | balance | my balance | cash | cash balance | how much cash | available cash | buying power |
    equity | my equity | net worth | what do i own | what do i have | what do i hold | what am i holding |
    what have i got | what am i invested in | do i own any <symbol> | do i hold <symbol> | do i have <symbol> |
    how many <symbol> do i own | how much <symbol> do i have | how many shares do i have | my <symbol> position |
    show my <symbol> position | how is my <symbol> position doing | my assets | my investments | my stocks |
    my money | how much money do i have | how much am i worth | how am i doing | how is my money doing | profit |
    my profit | my profit so far | unrealised profit | unrealized gains | p&l | pnl | my gains | my losses |
    am i up or down | am i winning | am i losing money | am i in profit | how much did i make so far |
    how much have i lost | did i earn something | have i earned anything | how much have i gained | my exposure | what is in my portfolio | status of my account |
    total value of my portfolio | where do i stand | portefeuille | mon portefeuille | mes positions |
    positions ouvertes | position ouverte | ma position sur <symbol> | mes avoirs | mes actifs | mes titres |
    mes actions | j ai quoi | j ai quoi comme actions | qu est ce que j ai comme titres | quelles actions ai je | mes investissements | mes placements | mon compte | compte | etat du compte | solde |
    mon solde | le solde de mon compte | valeur du compte | valeur de mon portefeuille | liquidites |
    mes liquidites | cash disponible | combien de cash | combien d argent | combien ai je | combien j ai |
    combien il me reste | combien me reste t il | argent disponible | mon argent | mon capital | que possede je |
    qu est ce que je possede | qu est ce que j ai | qu ai je en portefeuille | que contient mon portefeuille |
    que detiens je | je detiens quoi | ai je des <symbol> | est ce que je detiens du <symbol> |
    combien de <symbol> ai je | combien d actions ai je | mes gains | mes pertes | mes profits | mes plus values |
    plus value | mon resultat | mon p&l | je gagne | je perds | suis je gagnant | suis je en perte |
    suis je en positif | ai je gagne de l argent | combien ai je gagne | combien ai je perdu | ou en suis je |
    ma performance | bilan de mon compte | point sur mon portefeuille | mon exposition |
    overview of my holdings | what is in my book | my book | cash on hand | account overview | solde en liquide | solde en cash | liquide |
    est ce que j ai du <symbol> | ai je du <symbol> | est ce que je possede des <symbol> | do i still have <symbol>
  `),
  list_trades: listed(`
    trades | my trades | trade | last trades | latest trades | recent trades | past trades | previous trades |
    closed trades | closed positions | completed trades | trade history | trading history | trade log |
    trade journal | trading record | my trading history | transactions | my transactions | transaction history |
    round trips | history of trades | history of my trades | list trades | list closed | show trades |
    show me my last trades | last trade | my last trade | my last <count> trades | trades on <symbol> |
    my <symbol> trades | trades in <symbol> | what have i traded | what trades did i make | what did i trade |
    what did i sell | what did i buy and sell | which trades made money | which trades lost money |
    winning trades | losing trades | my best trade | my worst trade | how many trades |
    how many trades have i made | did i close any trades | what i have sold | what have i sold so far | what i sold | ce que j ai vendu | j ai vendu quoi | realised results | realised profit on trades |
    past deals | positions i closed | my wins and losses | mes trades | mes transactions | operations |
    mes operations | dernieres operations | derniers trades | dernieres transactions | dernier trade |
    mon dernier trade | ma derniere operation | trades passes | trades clotures | trades fermes |
    positions cloturees | positions fermees | positions soldees | operations cloturees | operations terminees |
    historique | mon historique | historique de mes trades | historique des transactions |
    historique des operations | historique de trading | journal de trading | journal des trades | liste |
    liste des trades | liste mes operations | montre mes trades | affiche mes transactions |
    affiche les derniers trades | mes trades sur <symbol> | mes operations sur <symbol> | trades gagnants |
    trades perdants | mes trades gagnants | aller retours | qu ai je negocie | quels trades ai je faits |
    quels trades ai je clotures | combien de trades | combien d operations | mes ventes passees |
    qu est ce que j ai vendu |
    quelles positions ai je cloturees | quelles positions ai je fermees | ai je cloture des positions | trades que j ai clotures
  `),
  run_backtest: listed(`
    backtest | backtests | backtest <strategy> | backtest <strategy> on <symbol> |
    backtest <strategy> on <symbol> <span> | backtest <list> | backtest a strategy | backtest the <symbol> |
    run a backtest | run <strategy> | test <strategy> | test <strategy> on <symbol> | test the strategy |
    test a strategy | try <strategy> | try the <strategy> on <symbol> <span> | simulate | simulate <strategy> |
    simulation | strategy | <strategy> | <strategy> on <symbol> | <strategy> <averages> |
    <strategy> with <averages> | <strategy> <symbol> <span> | how would <strategy> have done |
    how would <strategy> have performed on <symbol> <span> | how well did <strategy> do |
    how good is <strategy> on <symbol> | what if i had held <symbol> <span> |
    what if i had bought <symbol> <span> | if i had bought <symbol> <span> | had i bought <symbol> <span> |
    if i had invested in <symbol> <span> | what would i have made | what would <strategy> have returned |
    how much would i have made | how much would i have made holding <symbol> <span> |
    would <strategy> have worked | would <strategy> have made money | does <strategy> work |
    does <strategy> work on <symbol> | does <strategy> beat | performance of <strategy> | results of <strategy> |
    historical performance of <strategy> | evaluate <strategy> | check <strategy> on <symbol> <span> |
    replay <strategy> | compare <strategy> with | <averages> cross | crossover <averages> |
    fast <averages> slow <averages> | <setting> <strategy> on <symbol> | <setting> <strategy> sur <symbol> | backtester | backteste | backteste <strategy> |
    backteste <strategy> sur <symbol> | backtest de <strategy> | backtest <strategy> sur <symbol> <span> |
    fais un backtest | lance un backtest | lance une simulation | teste | tester | teste <strategy> |
    teste <strategy> sur <symbol> <span> | teste la strategie | tester une strategie | essaie <strategy> |
    essaye <strategy> sur <symbol> | simule | simuler | simule <strategy> | simulation de <strategy> | strategie |
    strategie <strategy> | <strategy> sur <symbol> <span> | qu aurait donne <strategy> |
    qu aurait donne <strategy> sur <symbol> <span> | qu aurait rapporte <strategy> | que donne <strategy> |
    combien aurait rapporte <strategy> | combien aurais je gagne | combien aurais je gagne avec <strategy> |
    si j avais achete <symbol> <span> | si j avais garde <symbol> <span> | si j avais investi |
    et si j avais achete | aurait il marche | aurait marche | <strategy> marche t il |
    est ce que <strategy> marche | est ce que <strategy> fonctionne sur <symbol> | performance de <strategy> |
    resultats de <strategy> | evalue <strategy> | rejoue <strategy> | croisement <averages> |
    un croisement <averages> sur <symbol> | moyennes <averages>
  `),
  propose_trade: listed(`
    buy | buy <symbol> | buy some <symbol> | buy <quantity> | buy <quantity> of <symbol> |
    buy <quantity> <symbol> | buy <money> of <symbol> | buy me <quantity> <symbol> | buy <symbol> for <money> |
    buy <symbol> with <percent> | buy more <symbol> | i want to buy <symbol> |
    i'd like to buy <quantity> <symbol> | i would like to buy | can you buy <quantity> | please buy <symbol> |
    let's buy <symbol> | sell | sell <symbol> | sell <quantity> | sell <quantity> of <symbol> |
    sell <money> of <symbol> | sell my <symbol> | sell all my <symbol> | sell everything | sell half my <symbol> |
    i want to sell <symbol> | purchase <quantity> <symbol> | acquire <symbol> | go long <symbol> |
    go short <symbol> | long <symbol> | long <quantity> <symbol> | short <symbol> | short <quantity> <symbol> |
    short <symbol> with <stop> | put <money> into <symbol> | put <percent> in <symbol> |
    invest <money> in <symbol> | invest <percent> in <symbol> | invest in <symbol> |
    allocate <percent> to <symbol> | open a position in <symbol> | open a long on <symbol> | enter <symbol> |
    take a position | add <quantity> <symbol> | add to my <symbol> position | get <quantity> <symbol> |
    get me <quantity> <symbol> | get rid of <symbol> | get out of <symbol> | close my <symbol> position |
    close <symbol> | close the position | close everything | close out <symbol> | exit <symbol> |
    exit my position | liquidate <symbol> | dump <symbol> | unload <quantity> <symbol> | flatten <symbol> |
    propose | propose a trade | propose buying <symbol> | trade <symbol> |
    place an order for <quantity> <symbol> | order <quantity> <symbol> | draft a trade | risk <percent> |
    <risk-percent> on <symbol> | <risk-percent> <symbol> <stop> | with <stop> | with <target> |
    with <stop> and <target> | <stop-percent> | cover my short | reduce my <symbol> position |
    take profit on <symbol> | bet <money> on <symbol> | spend <money> on <symbol> | achete | acheter |
    achete <symbol> | achete <quantity> | achete <quantity> de <symbol> | achete <quantity> <symbol> |
    achete pour <money> de <symbol> | achete <money> de <symbol> | achete du <symbol> |
    achete moi <quantity> <symbol> | achetez <quantity> | achat de <quantity> <symbol> |
    je veux acheter <quantity> <symbol> | je veux acheter | j aimerais acheter <symbol> |
    je voudrais acheter <quantity> | peux tu acheter <quantity> <symbol> | vends | vendre | vends <symbol> |
    vends <quantity> | vends <quantity> <symbol> | vends <quantity> de <symbol> | vends tout |
    vends tous mes <symbol> | vends mes <symbol> | vends la moitie de mes <symbol> | je veux vendre <symbol> |
    vente de <quantity> <symbol> | vendez <quantity> | prends <quantity> <symbol> |
    prends une position sur <symbol> | prends pour <money> de <symbol> | mets <money> sur <symbol> |
    mets <percent> de <symbol> | mets <money> dans <symbol> | place <money> sur <symbol> | place <percent> |
    investis <money> | investis <money> dans <symbol> | investis <percent> dans <symbol> |
    investir dans <symbol> | je veux investir <money> | alloue <percent> a <symbol> |
    ouvre une position sur <symbol> | ouvre un long | passe un ordre | passe un ordre d achat |
    ajoute <quantity> <symbol> | renforce <symbol> | ferme ma position | ferme ma position sur <symbol> |
    ferme tout | cloture <symbol> | cloture ma position sur <symbol> | solde ma position | solde <symbol> |
    liquide <symbol> | liquide ma position | debarrasse moi de <symbol> | sors de <symbol> |
    sors moi de <symbol> | sortir de <symbol> | risque <percent> | risque <percent> sur <symbol> |
    propose un trade | propose un achat de <symbol> | propose moi un trade | avec <stop> |
    avec un objectif <target> | avec <stop> et <target> | shorte <symbol> | shorter <symbol> | vends a decouvert |
    parie <money> | allege <symbol> |
    grab <quantity> <symbol> | grab me <quantity> of <symbol> | snag <quantity> <symbol> | scoop up <symbol> | throw <money> at <symbol> | stick <money> in <symbol> |
    drop <money> on <symbol> | toss <money> into <symbol> | mise <money> sur <symbol> | miser <money> | claque <money> dans <symbol> | colle <money> sur <symbol> | buy a bit of <symbol> | purchase a bit of <symbol> | buy a little <symbol> |
    exit all positions | close all positions | close all my positions | ferme toutes mes positions | solde toutes mes positions | buy <level> of <symbol> |
    mets <level> sur <symbol> | mettez <level> sur <symbol> | achete pour <level> de <symbol> | invest <level> in <symbol> |
    buy some of it | buy some | buy it | buy some more | sell some of it | sell it | achetes en | achetes en un peu | achete en | vends en | prends en
  `),
  get_options: listed(`
    options on <symbol> | options of <symbol> | option chain | <symbol> options | options on <symbol> <when> |
    implied volatility of <symbol> | implied vol of <symbol> | implied volatility of <symbol> on <when> |
    put call ratio of <symbol> | put call ratio of <symbol> on <when> | gamma exposure of <symbol> |
    max pain for <symbol> | max pain of <symbol> | skew of <symbol> options |
    options sur <symbol> | options de <symbol> | options sur <symbol> <when> | chaine d options |
    volatilite implicite de <symbol> | volatilite implicite de <symbol> <when> | ratio put call de <symbol> |
    ratio put call de <symbol> <when> | exposition gamma de <symbol> | max pain de <symbol>
  `),
  import_candles: listed(`
    import | import <path> | import <path> for <symbol> | import <path> as <symbol> | load <path> |
    load <path> as <symbol> | upload <path> | ingest <path> | read <path> into <symbol> | add the data in <path> |
    use <path> for <symbol> | import csv | import a csv file | import candles | import data | import history |
    load csv | load the csv | load history | load data | load candles for <symbol> | import data for <symbol> |
    <path> | csv | importe | importer | importe <path> | importe <path> pour <symbol> |
    importe <path> comme <symbol> | importer des donnees | importe un fichier csv | importe les donnees |
    importe l historique | charge | charger | charge <path> | charge <path> pour <symbol> | charge le fichier |
    charge les bougies | charge les donnees | ajoute le fichier <path> | lis <path> | fichier csv
  `),
};
