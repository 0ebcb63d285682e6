import { standingClock } from '../../../config/clock.ts';
import { openDatabase } from '../../../data/database.ts';
import { SqliteStudyStore } from '../../../data/study-store.ts';
import { runStudy } from '../../../models/search/run-study.ts';
import { Study } from '../../../models/search/study.ts';
import { tpeSampler } from '../../../models/search/tpe.ts';

/** Runs a study over two numbers and kills itself with SIGKILL in the midst of a trial. */
const [path = '', at = ''] = process.argv.slice(2);
const float = { kind: 'float', low: -5, high: 5 } as const;
const sampler = tpeSampler({ x: float, y: float }, { seed: 11, batch: 4 });
const study = new Study('killed', sampler, new SqliteStudyStore(openDatabase(path), standingClock(0)));
await runStudy(
  study,
  ({ x, y }, { number }) => {
    if (number === Number(at)) process.kill(process.pid, 'SIGKILL');
    return (Number(x) - 1) ** 2 + (Number(y) + 2) ** 2;
  },
  { trials: 40, workers: 2 },
);
