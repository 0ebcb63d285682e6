import { describe, expect, it } from 'vitest';
import { account, held, limits, priced, riskView, units } from '../../kit/risk-view.ts';
import { ruling, switchedOff } from '../../kit/ruling.ts';

const defensive = (over = {}) => riskView({ regimeOf: () => 'defensive', ...over });

describe('regime-risk', () => {
  it('passes up to the share that the regime leaves: 70 % of 25 %', () => {
    expect(ruling('regime-risk', defensive(), { sizing: units(17.5) }).passed).toBe(true);
    expect(ruling('regime-risk', defensive(), { sizing: units(17.51) }).passed).toBe(false);
    expect(
      ruling('regime-risk', riskView({ regimeOf: () => 'trend' }), { sizing: units(60) }).passed,
      'left to max-position',
    ).toBe(true);
  });

  it('counts an unknown regime as the most defensive, and a share that is not known as too much', () => {
    expect(ruling('regime-risk', defensive({ regimeOf: () => undefined }), { sizing: units(20) }).passed).toBe(false);
    const unpriced = priced(undefined, { regimeOf: () => 'defensive' });
    expect(ruling('regime-risk', unpriced, {}).passed).toBe(false);
    expect(ruling('regime-risk', unpriced, {}).reason.en).toContain('cannot be judged');
  });

  it('lets a position be made smaller whatever the regime, and a short be as large as a long', () => {
    const portfolio = account(5000, held(50));
    expect(ruling('regime-risk', defensive({ portfolio }), { side: 'sell', sizing: units(1) }).passed).toBe(true);
    expect(ruling('regime-risk', defensive(), { side: 'sell', sizing: units(17.5) }).passed).toBe(true);
    expect(ruling('regime-risk', defensive(), { side: 'sell', sizing: units(18) }).passed).toBe(false);
  });

  it('is off with null, and does not ask for the regime then', () => {
    const view = riskView({
      limits: limits({ regimeScale: null }),
      regimeOf: () => {
        throw new Error('asked');
      },
    });
    expect(switchedOff('regime-risk', view)).toBe(true);
  });
});
