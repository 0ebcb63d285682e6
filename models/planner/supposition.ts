const supposing =
  /^(?:(?:so|and|ok|now|et|alors|mais|but|hey) )*(?:if|suppose|imagine|assuming|what if|what happens if|let's say|say|si|suppos[a-z]*|imagin[a-z]*|admettons|mettons|disons|qu'est-ce qui se passe si|que se passe-t-il si)(?![a-z])/;
const trading = /(?<![a-z])(?:buy|sell|short|close|achete[a-z]*|vends?|vendre|ferme|liquide)(?![a-z])/;

const investing =
  /(?<![a-z])(?:put|invest[a-z]*|place[rz]?|mets|mettre|risk[a-z]*|risque[rz]?|stop|grab|get me|prends)(?![a-z])/;

/** Whether a folded sentence speaks of no order, not even in a word that could begin one. */
export const plainTalk = (text: string): boolean => !trading.test(text) && !investing.test(text);

/** Whether a folded sentence supposes something to reckon with ("if it falls by 30 % ..."), and is no order on a condition. */
export const supposes = (text: string): boolean => supposing.test(text) && !trading.test(text);
