import { z } from 'zod';

const share = z.number().gt(0).max(10);
const rate = z.number().min(0).max(0.1);
const scale = z.number().gt(0).max(1);
const hours = z.number().gt(0).max(8760);
const minutes = z.number().gt(0).max(525_600);
/** Limits of the gate that null switches off. Shares are of equity unless said otherwise. */
const brakes = {
  maxNetExposureShare: share.nullable(),
  maxLeverage: z.number().gt(0).max(125).nullable(),
  correlatedExposure: z.strictObject({ correlation: z.number().min(-1).lt(1), share }).nullable(),
  drawdownLadder: z
    .strictObject({ warn: share, noNewRisk: share, flatten: share })
    .refine(({ warn, noNewRisk, flatten }) => warn <= noNewRisk && noNewRisk <= flatten, {
      message: 'the steps must not fall: warn, noNewRisk, flatten',
    })
    .nullable(),
  regimeScale: z.strictObject({ trend: scale, range: scale, defensive: scale }).nullable(),
  cooldown: z.strictObject({ losses: z.int().min(1), lookbackHours: hours, pauseHours: hours }).nullable(),
  reEntryPauseMinutes: minutes.nullable(),
  maxTradesPerDay: z.int().min(1).nullable(),
  maxOpensPerHour: z.int().min(1).nullable(),
  minimumHoldMinutes: minutes.nullable(),
  eventWindow: z
    .strictObject({
      beforeMinutes: z.number().min(0).max(10_080),
      afterMinutes: z.number().min(0).max(10_080),
      impact: z.enum(['low', 'medium', 'high']),
    })
    .nullable(),
  maxSpreadShare: rate.nullable(),
  priceBandShare: z.number().gt(0).max(1).nullable(),
  minimumRewardToRisk: z.number().gt(0).nullable(),
  minimumMoveToCost: z.number().gt(0).nullable(),
  sessionsOnly: z.literal(true).nullable(),
};
const Link = z.strictObject({ model: z.string().min(1).nullable(), baseUrl: z.url().nullable() });

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 22:00');
const accountPattern = /^[a-z]+:\S+$/;
/** A group of a channel; those of Telegram have negative numbers. */
const roomPattern = /^(telegram|discord):-?\d+$/;
const isTimezone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** From one time of the day to another, past midnight where the second is earlier. */
export const QuietHours = z.strictObject({
  from: clockTime,
  to: clockTime,
  timezone: z.string().refine(isTimezone, 'a time zone such as Europe/Paris'),
});
export type QuietHours = z.infer<typeof QuietHours>;

/** Ways in which an alert reaches a person. */
export const AlertWay = z.enum(['chat', 'email', 'sms', 'slack']);
export type AlertWay = z.infer<typeof AlertWay>;
const ways = z.array(AlertWay);
/** Which ways an alert takes, by its priority. */
export const AlertRoutes = z.strictObject({ info: ways, warning: ways, error: ways, urgent: ways });
export type AlertRoutes = z.infer<typeof AlertRoutes>;
const Contact = z.strictObject({
  email: z.email().optional(),
  sms: z
    .string()
    .regex(/^\+\d{6,15}$/, 'a number such as +33612345678')
    .optional(),
});

export const Language = z.enum(['en', 'fr']);
export type Language = z.infer<typeof Language>;

export const Role = z.enum(['viewer', 'trader', 'approver', 'admin']);
export type Role = z.infer<typeof Role>;

/** All settings; `settings.yaml` beside this file holds every default with its comment. */
export const Settings = z.strictObject({
  language: Language,
  stateFolder: z.string().min(1),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  market: z.strictObject({
    provider: z.enum(['sample', 'csv', 'ccxt', 'yahoo', 'replay', 'auto']),
    csvFolder: z.string().min(1).nullable(),
    defaultSymbol: z.string().min(1),
    staleAfterDays: z.number().gt(0),
    timeoutSeconds: z.number().gt(0).max(600),
    historyDays: z.strictObject({ daily: z.int().min(1), intraday: z.int().min(1) }),
    ccxt: z.strictObject({ exchange: z.string().min(1) }),
    replay: z.strictObject({ from: z.iso.date(), speed: z.number().gt(0) }),
  }),
  outside: z.strictObject({
    macro: z.strictObject({
      csvFile: z.string().min(1).nullable(),
      yieldUnit: z.enum(['percent', 'tenfold']).nullable(),
      maximumAgeDays: z.number().gt(0),
    }),
    news: z.strictObject({
      feeds: z.array(z.strictObject({ name: z.string().min(1), url: z.url(), language: Language.nullable() })),
      timeoutSeconds: z.number().gt(0).max(60),
    }),
    options: z.strictObject({ csvFolder: z.string().min(1).nullable() }),
    headlines: z.strictObject({ linearProbability: z.number().min(0).max(1), languageModel: z.boolean() }),
    calendar: z.strictObject({ url: z.url(), cacheMinutes: z.number().min(60) }),
  }),
  broker: z.strictObject({
    kind: z.enum(['paper']),
    accountId: z.string().min(1),
    startingCashUsd: z.number().gt(0),
    commissionRate: rate,
    commissionMinimumUsd: z.number().min(0),
    halfSpreadRate: rate,
    slippageRate: rate,
    makerRate: rate.nullable(),
    commissionFixedUsd: z.number().min(0).nullable(),
    commissionPerUnitUsd: z.number().min(0).nullable(),
    commissionMaximumShare: rate.nullable(),
    slippage: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('volume-share'),
          limitShare: z.number().gt(0).max(1).default(0.025),
          impact: z.number().min(0).default(0.1),
        }),
        z.strictObject({
          kind: z.literal('square-root'),
          coefficient: z.number().min(0),
          sigmaShare: z.number().min(0).max(1),
        }),
      ])
      .nullable(),
  }),
  risk: z.strictObject({
    rules: z.array(z.string().min(1)).min(1),
    maxPositionShare: share,
    maxGrossExposureShare: share,
    maxDailyLossShare: share,
    minimumNotionalUsd: z.number().min(0),
    rejectionsToHalt: z.int().min(1),
    ...brakes,
  }),
  models: z.strictObject({
    tensorBackend: z.enum(['node-gpu', 'node', 'wasm', 'cpu', 'webgpu']).nullable(),
    embedding: z
      .strictObject({
        provider: z.enum(['openai', 'google', 'compatible']),
        model: z.string().min(1),
        baseUrl: z.url().nullable().default(null),
      })
      .nullable(),
  }),
  cycle: z.strictObject({
    strategy: z.string().min(1).nullable(),
    symbol: z.string().min(1),
    parameters: z.record(z.string(), z.number()),
    investPercent: z.number().gt(0).max(100),
    everySeconds: z.number().min(1).nullable(),
    manager: z.strictObject({
      symbols: z.array(z.string().min(1)).max(50),
      timeframes: z.array(z.enum(['15m', '30m', '1h', '4h', '1d', '1w'])).min(1),
      mode: z.enum(['advise', 'propose', 'auto']),
      riskPercent: z.number().gt(0).max(100),
      minimumRewardToRisk: z.number().gt(0),
      stopAtr: z
        .strictObject({ least: z.number().gt(0), most: z.number().gt(0) })
        .refine(({ least, most }) => least <= most, { message: 'least must not exceed most' }),
      minimumTargetToCost: z.number().gt(0),
      horizonCandles: z.int().min(1).max(1000),
    }),
  }),
  backtest: z.strictObject({
    startingCashUsd: z.number().gt(0),
    investPercent: z.number().gt(0).max(100),
    maxPositionShare: share,
    maxGrossExposureShare: share,
    maxDailyLossShare: share,
    borrowDayRate: rate,
    maxVolumeShare: z.number().gt(0).max(1).nullable(),
    ...brakes,
  }),
  desk: z.strictObject({
    proposalMinutes: z.number().gt(0),
    priceBandShare: z.number().gt(0).max(1),
    twoApproversAboveUsd: z.number().gt(0).nullable(),
    checkQuestion: z.enum(['real-money', 'always']),
    quietHours: QuietHours.nullable(),
    delegate: z.string().regex(accountPattern, 'channel:id, for example telegram:12345').nullable(),
    preAuthorisedExits: z.enum(['never', 'quiet-hours', 'always']),
  }),
  alerts: z.strictObject({
    routes: AlertRoutes,
    contacts: z.record(z.string(), Contact),
    quietHours: QuietHours.nullable(),
    groupSeconds: z.number().min(0).max(3600),
    repeatHours: z
      .number()
      .gt(0)
      .max(24 * 30),
    lookSeconds: z.number().min(1).max(3600),
    emailFrom: z.email().nullable(),
    smsFrom: z.string().min(1).nullable(),
    feedbackDays: z.number().gt(0).max(365),
    publicUrl: z.url().nullable(),
  }),
  channels: z.strictObject({
    telegram: z.strictObject({ apiUrl: z.url().nullable(), webhookUrl: z.url().nullable() }),
    discord: z.strictObject({ apiUrl: z.url().nullable() }),
  }),
  llm: z.strictObject({
    chain: z.array(z.enum(['openai', 'google', 'openrouter', 'compatible'])),
    deadlineSeconds: z.number().gt(0),
    breakerFailures: z.int().min(1),
    breakerSeconds: z.number().gt(0),
    toolCallsPerTurn: z.int().min(1).max(50),
    toolSeconds: z.number().gt(0).max(3600),
    cache: z.strictObject({
      memoryEntries: z.int().min(1),
      days: z.number().gt(0),
      redisUrl: z.string().min(1).nullable(),
    }),
    prices: z.record(z.string(), z.strictObject({ input: z.number().min(0), output: z.number().min(0) })),
    budget: z.strictObject({
      tokensPerUserDay: z.int().min(1).nullable(),
      tokensPerDay: z.int().min(1).nullable(),
      usdPerDay: z.number().gt(0).nullable(),
    }),
    openai: Link,
    google: Link,
    openrouter: Link,
    compatible: Link,
  }),
  web: z.strictObject({
    host: z.string().min(1),
    port: z.int().min(0).max(65_535),
    user: z.string().min(1),
    requestsPerMinute: z.int().min(1),
  }),
  people: z.strictObject({
    defaultRole: Role,
    roles: z.record(z.string(), Role),
    accountRooms: z.array(z.string().regex(roomPattern, 'channel:id, for example telegram:-1001234567890')),
  }),
  conversation: z.strictObject({
    keepMessages: z.int().min(4),
    maxCharacters: z.int().min(100),
    waitingMessages: z.int().min(1),
  }),
  plugins: z.array(z.string()),
  mcp: z.strictObject({
    servers: z.array(
      z
        .strictObject({
          name: z.string().regex(/^[a-z][a-z0-9]{0,19}$/, 'lower-case letters and digits'),
          command: z.string().min(1).optional(),
          args: z.array(z.string()).default([]),
          /** Names of environment variables that the child may see, beside PATH. */
          env: z.array(z.string()).default([]),
          url: z.url().optional(),
          /** Name of the environment variable that holds its bearer token. */
          tokenFrom: z.string().min(1).optional(),
          /** Tools that may be used, each pinned to the sha256 of its name, description and schema. */
          tools: z.record(z.string(), z.string()),
        })
        .refine(({ command, url }) => (command === undefined) !== (url === undefined), {
          message: 'give exactly one of command and url',
        }),
    ),
    timeoutSeconds: z.number().gt(0).max(600),
    maxCharacters: z.int().min(100),
  }),
  strategies: z.array(z.string()),
});
export type Settings = z.infer<typeof Settings>;

/** The names of the limits that null switches off. */
export const brakeNames = Object.keys(brakes) as (keyof typeof brakes)[];
