import { wallClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { fitLsa } from '../../knowledge/retrieval/lsa.ts';
import { openLibrary } from '../../knowledge/retrieval/open-library.ts';
import { testSettings } from './test-agent.ts';

/** Learns the latent semantics of more entries than before and kills itself with SIGKILL before they are kept. */
const [path = '', count = '0'] = process.argv.slice(2);
const { library } = openLibrary({
  database: openDatabase(path),
  clock: wallClock,
  entries: loadEntries().slice(0, Number(count)),
  settings: testSettings(),
  secrets: {},
  learn: async (texts, analyser) => {
    if (analyser === 'chars') process.kill(process.pid, 'SIGKILL');
    return fitLsa(texts, analyser);
  },
  env: {},
});
await library.search('value at risk?', { k: 1 });
await library.prepare();
