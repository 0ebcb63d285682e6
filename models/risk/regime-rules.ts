import { routing } from '../regime/router.ts';
import { missing, pass, percent, type Rule, refuse } from './rule.ts';

/**
 * A position may be as large as the regime leaves of `maxPositionShare`. A regime that cannot be read counts as the most
 * defensive; the scale makes the limit smaller, never larger.
 */
export const regimeRisk: Rule = ({ order, after, reduces, equityUsd = Number.NaN }, { limits, regimeOf }) => {
  const { regimeScale, maxPositionShare } = limits;
  if (regimeScale === null) return undefined;
  if (reduces) return pass();
  const route = regimeOf();
  const { riskScale } = routing(route, regimeScale);
  // Nothing is taken from the limit, and `max-position` keeps it.
  if (riskScale === 1) return pass();
  const limit = maxPositionShare * riskScale;
  const share = (Math.abs(after) * order.referencePrice) / equityUsd;
  if (share >= 0 && share <= limit) return pass({ share, limit });
  if (!Number.isFinite(share))
    return missing({ en: 'the equity, a price or a size', fr: 'le capital, un prix ou une taille' });
  const [regime, inFrench] = route === undefined ? ['unknown', 'inconnu'] : [route, routes[route]];
  return refuse(
    {
      en: `The regime of ${order.symbol} is ${regime}: a position may be ${percent(limit).en} of equity there, and this one would be ${percent(share).en}.`,
      fr: `Le régime de ${order.symbol} est ${inFrench} : une position peut y faire ${percent(limit).fr} des capitaux, et celle-ci ferait ${percent(share).fr}.`,
    },
    { share, limit },
  );
};

const routes = { trend: 'de tendance', range: 'sans tendance', defensive: 'défensif' } as const;
