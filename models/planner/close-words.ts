const part =
  /(?<![a-z])(?:half|moitie|part of|some of|partie|quarter|third|tiers|quart|partially|partiellement)(?![a-z])/;
const leaving =
  /(?<![a-z])(?:close|closing|exit|liquidate|flatten|unwind|get (?:me )?(?:completely )?out|get rid|dump|sell off|sell out|ferme[rz]?|fermons|clotur(?:e|er|ez)|solde[rz]?|liquide[rz]?|debarrasse[rz]?|sors|sortir|sortez|sortons)(?![a-z])/;
const selling = /(?<![a-z])(?:sell|selling|unload|vends|vendre|vendez|vente|short)(?![a-z])/;
const all =
  /(?<![a-z])(?:everything|all|entire|entirely|whole|fully|completely|my|tout|toute|tous|toutes|totalite|integralite|entierement|integralement|mes|mon|ma|position)(?![a-z])/;

/** Whether a sentence asks to leave a whole position. */
export const closesAll = (text: string): boolean =>
  !part.test(text) && (leaving.test(text) || (selling.test(text) && all.test(text)));
