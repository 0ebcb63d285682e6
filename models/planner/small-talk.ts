/** What no tool does: greetings, other subjects, advice, direction, orders not to act. The router learns to decline these. Folded. */
export const smallTalk: readonly string[] = `
  hello | hi | hi there | hey | good morning | good evening | how are you | how's it going | thanks | thank you |
  thank you very much | bye | goodbye | ok | okay | great | cool | nice | yes | no | sure | help | help me |
  i need help | help please | who are you | what are you | what can you do | what do you do | what can i ask you |
  how do you work | how can you help me | are you a robot | are you an ai | are you human | are you chatgpt |
  what is your name | who made you | who created you | what model are you | tell me a joke | tell me a story |
  sing a song | write a poem | write a poem about love | write me an email | write python code |
  what is the weather | what is the weather in paris | will it rain tomorrow | is it going to rain |
  what is the weather like tomorrow | what time is it | what day is it today | what is the meaning of life |
  what is the capital of france | who is the president | who won the world cup | who won the match yesterday |
  translate this sentence | translate hello into french | recommend a movie | recommend a restaurant |
  order a pizza | order me a pizza | book a flight | book a table for <duration> | buy me a coffee | buy a house |
  buy a car | play some music | what should i eat | how do i cook pasta | recipe for cake | how old are you |
  i love you | i am sad | i am bored | you are stupid | you are great | set an alarm | remind me to call mom |
  send an email | solve this equation | how tall is the eiffel tower | what is <money> plus <money> |
  what is 2 + 2 | what is 2 plus 2 | football | politics | who is the ceo of <symbol> | who founded <symbol> | dividend of <symbol> | should i buy |
  should i buy <symbol> | should i buy <symbol> now | should i sell | should i sell <symbol> |
  should i sell my <symbol> | should i invest in <symbol> | is it a good time to buy |
  is it a good time to buy <symbol> | is <symbol> a good investment | is <symbol> a good buy | what should i buy |
  what should i buy today | which stock should i buy | best stock to buy | what stocks do you recommend |
  give me investment advice | make me rich | how can i get rich | how do i become a millionaire |
  will <symbol> go up | will <symbol> go up tomorrow | will <symbol> rise | will <symbol> crash |
  will <symbol> fall tomorrow | is <symbol> going up tomorrow | is the market going to crash |
  where will <symbol> be in a year | price target for <symbol> next year | don't buy | do not sell |
  don't buy anything | never mind | cancel | cancel that | forget it | stop | delete my account |
  change my password | what do you think | what do you think about <symbol> | i bought a car | my dog is sick |
  how do i invest | bonjour | salut | coucou | bonsoir | bonne nuit | ca va | comment ca va | comment vas tu |
  merci | merci beaucoup | au revoir | a bientot | d accord | oui | non | super | genial | aide | aide moi |
  a l aide | j ai besoin d aide | qui es tu | qui etes vous | tu es qui | que sais tu faire | que peux tu faire |
  que peux tu faire pour moi | qu est ce que tu sais faire | tu fais quoi | tu sers a quoi | a quoi sers tu |
  comment tu marches | comment peux tu m aider | es tu un robot | es tu une ia | es tu humain |
  comment tu t appelles | quel est ton nom | qui t a cree | raconte moi une blague | raconte une histoire |
  chante une chanson | ecris un poeme | ecris moi un poeme sur la mer | ecris un mail | quel temps fait il |
  quel temps fera t il demain | va t il pleuvoir demain | il pleut demain | meteo | la meteo a paris |
  quelle heure est il | quel jour sommes nous | quel est le sens de la vie | quelle est la capitale de la france |
  qui est le president | qui a gagne le match hier | traduis cette phrase | traduis bonjour en anglais |
  conseille moi un film | un bon restaurant | commande une pizza | reserve un billet de train | achete du pain |
  achete une voiture | mets de la musique | que manger ce soir | recette de crepes | quel age as tu | je t aime |
  je suis triste | je m ennuie | tu es nul | qui dirige <symbol> |
  qui a fonde <symbol> | combien font 2 et 2 | dois je acheter | dois je acheter <symbol> |
  dois je acheter du <symbol> maintenant | dois je vendre | dois je vendre mes <symbol> | faut il acheter |
  faut il acheter <symbol> | faut il vendre <symbol> | est ce le moment d acheter |
  est ce le bon moment pour acheter <symbol> | devrais je investir dans <symbol> |
  est ce que je devrais acheter <symbol> | est ce un bon investissement | que dois je acheter |
  quelle action acheter | quelles actions me conseilles tu | donne moi un conseil | rends moi riche |
  comment devenir riche | est ce que <symbol> va monter | <symbol> va t il monter |
  <symbol> va t il monter demain | <symbol> va t il baisser | est ce que la bourse va monter demain |
  le <symbol> va t il s effondrer | a combien sera <symbol> dans un an | ne vends pas | n achete pas |
  n achete rien | laisse tomber | annule | oublie | tais toi | que penses tu de <symbol> | supprime mon compte |
  biggest drop ever | biggest fall of <symbol> | biggest gain ever | worst day ever | worst day of <symbol> |
  worst day <span> | best day ever | best day of <symbol> | best month | worst year | record high | all time high |
  all time high of <symbol> | highest price of <span> | highest price <span> | lowest price <span> |
  highest close <span> | lowest close of <symbol> <span> | average return | average return of <symbol> |
  mean return <span> | how many days was it down <span> | how many days did <symbol> rise <span> | how often does <symbol> fall |
  how many up days <span> | beta of <symbol> | median price | what is 2 plus 3 | how much is 3 times 4 |
  la plus forte baisse de l histoire | plus forte hausse | plus grosse chute de <symbol> | le meilleur jour |
  le pire jour | le pire jour <span> | meilleur mois | pire annee | record historique | plus haut historique |
  le plus haut de <span> | le plus haut <span> | le plus bas <span> | rendement moyen | rendement moyen de <symbol> |
  combien de jours de baisse <span> | combien de jours de hausse <span> | combien de fois <symbol> a baisse |
  combien font 2 2 | combien font 3 fois 4 | calcule 2 plus 2 |
  who is the boss of <symbol> | who runs <symbol> | qui est le pdg de <symbol> | qui est le patron de <symbol> | quand a ete fondee <symbol> | where is <symbol> based | ou est le siege de <symbol> |
  what is the weather like | weather forecast | a joke about | joke about <symbol> |
  is <symbol> open | is the market open | when does the market open | when does the market close | est ce que la bourse est ouverte | a quelle heure ouvre la bourse | what is up with <symbol> | why is <symbol> falling |
  why did <symbol> drop | pourquoi <symbol> baisse | pourquoi <symbol> monte t il | what happened to <symbol> |
  tell me about yourself | about you | c est quoi ton nom | predict the lottery | lottery numbers | what will the price of <symbol> be tomorrow | what will <symbol> be worth tomorrow |
  price of <symbol> tomorrow | predict the price of <symbol> | quel sera le cours de <symbol> demain | quel sera le prix de <symbol> demain | combien vaudra <symbol> demain
`
  .split('|')
  .map(phrase => phrase.trim());
