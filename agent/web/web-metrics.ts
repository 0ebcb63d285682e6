import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Agent } from '../agent.ts';
import type { AgentEvent } from '../events.ts';

type Count = { name: string; count: number };

/** Upper bounds in seconds: around the 0.3 s within which a first token should come. */
const tokenBuckets = [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30];

/** What the web channel counts, and what the agent holds at the moment of a scrape, as Prometheus reads it. */
export class WebMetrics {
  readonly #agent: Agent;
  readonly #registry = new Registry();
  readonly #requests: Counter<'route' | 'method' | 'status'>;
  readonly #answers: Counter<'by'>;
  readonly #firstToken: Histogram;
  readonly #calls: Counter<'tool' | 'result'>;
  #measuresProcess = false;

  constructor(agent: Agent) {
    const registers = [this.#registry];
    this.#agent = agent;
    this.#requests = new Counter({
      name: 'quaestor_http_requests_total',
      help: 'Requests by route, method and status.',
      labelNames: ['route', 'method', 'status'],
      registers,
    });
    this.#answers = new Counter({
      name: 'quaestor_answers_total',
      help: 'Answers on the web channel and the API, by who gave them.',
      labelNames: ['by'],
      registers,
    });
    this.#firstToken = new Histogram({
      name: 'quaestor_first_token_seconds',
      help: 'From a message to the first piece of its answer.',
      buckets: tokenBuckets,
      registers,
    });
    this.#calls = new Counter({
      name: 'quaestor_tool_calls_total',
      help: 'Calls of tools on the web channel and the API, by name and result.',
      labelNames: ['tool', 'result'],
      registers,
    });
    this.#gauges();
  }

  /** @param route the pattern of the path, never the path itself: ids would make a series each */
  request(route: string, method: string, status: number): void {
    this.#requests.inc({ route, method, status: String(status) });
  }

  /** Counts what happens in one turn; the returned function is called with each event. */
  turn(): (event: AgentEvent) => void {
    const observe = this.#firstToken.startTimer();
    let spoke = false;
    return event => {
      if (event.type === 'tool-result' && this.#isTool(event.name))
        this.#calls.inc({ tool: event.name, result: event.ok ? 'ok' : 'error' });
      if (event.type === 'answer-end') this.#answers.inc({ by: event.answeredBy });
      if (spoke || (event.type !== 'text-delta' && event.type !== 'answer-end')) return;
      spoke = true;
      observe();
    };
  }

  /** The text of a scrape, and its media type. */
  async scrape(): Promise<{ text: string; type: string }> {
    if (!this.#measuresProcess) collectDefaultMetrics({ register: this.#registry });
    this.#measuresProcess = true;
    return { text: await this.#registry.metrics(), type: this.#registry.contentType };
  }

  /** A name that somebody made up would be a series of its own. */
  #isTool(name: string): boolean {
    return this.#agent.parts.tools.some(tool => tool.name === name);
  }

  /** Gauges that are read when somebody asks. */
  #gauges(): void {
    const { database, outbox } = this.#agent.parts;
    const registers = [this.#registry];
    new Gauge({
      name: 'quaestor_proposals',
      help: 'Proposals by state.',
      labelNames: ['state'],
      registers,
      collect() {
        this.reset();
        const rows = database
          .prepare<[], Count>('select state as name, count(*) as count from proposal group by state')
          .all();
        for (const { name, count } of rows) this.set({ state: name }, count);
      },
    });
    new Gauge({
      name: 'quaestor_outbox_messages',
      help: 'Messages to people by state: waiting, sent, dead.',
      labelNames: ['state'],
      registers,
      collect() {
        for (const [state, count] of Object.entries(outbox.counts())) this.set({ state }, count);
      },
    });
    new Gauge({
      name: 'quaestor_ledger_rows',
      help: 'Rows of the ledger.',
      registers,
      collect() {
        this.set(database.prepare<[], Count>('select count(*) as count from ledger').get()?.count ?? 0);
      },
    });
  }
}
