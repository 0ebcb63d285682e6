import { ConformalForecaster } from '../../../models/volatility/conformal-forecaster.ts';
import { openEgarch } from '../../../models/volatility/egarch.ts';
import { openEwma } from '../../../models/volatility/ewma.ts';
import { openGarch, openGjrGarch } from '../../../models/volatility/garch.ts';
import { openHar } from '../../../models/volatility/har.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { openRandomWalk } from '../../../models/volatility/random-walk.ts';
import { proxyOf } from '../../../models/volatility/variance-proxy.ts';
import { forecasterContract } from './forecaster-contract.ts';
import { simulate, usualLaw } from './har-world.ts';

const world = simulate(430, 7, usualLaw);

/** A VIX that moves with the variance of the day before, known at the close. */
const vix = {
  knownAt: world.openAt,
  values: proxyOf(world).map((_, i, all) => Math.sqrt(252 * (all[i - 1] || 1)) * (1 + 0.1 * Math.sin(i))),
};

/** A realised variance that is not the range: 1.3 times it, with a wave. */
const realised = {
  dayAt: world.openAt,
  values: proxyOf(world).map((v, i) => (Number.isNaN(v) ? 1 : v) * (1.3 + 0.2 * Math.cos(i))),
};

forecasterContract(() => openRandomWalk(), world);
forecasterContract(() => openEwma(), world);
forecasterContract(() => openHar(), world);
forecasterContract(() => new LogHar({ longLeverage: true, vix }), world);
forecasterContract(() => new ConformalForecaster(new LogHar({ window: 200 })), world);
forecasterContract(() => openRandomWalk({ realised }), world);
for (const errors of ['normal', 'student-t'] as const) {
  forecasterContract(() => openGarch(errors), world, 3);
  forecasterContract(() => openGjrGarch(errors), world, 3);
  forecasterContract(() => openEgarch(errors), world, 3);
}
