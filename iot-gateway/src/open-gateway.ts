// Opens the gateway: configuration, lease, one edge, pipeline and sweeps; closes them in reverse order.
import { randomBytes } from "node:crypto";
import { DEFAULT_DEVICE_LIMITS } from "@minqing/core/device/limits";
import type { LiveBus } from "@minqing/core/live/bus";
import type { Database } from "@minqing/geodata/database";
import { forgetFormerSession, ownBrokerSession } from "@minqing/geodata/ingest/broker-session-queries";
import { ensurePartitions } from "@minqing/geodata/ingest/partitions";
import { purgeDeadLetters } from "@minqing/geodata/ingest/queries";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import type { BrokerTls } from "@minqing/geodata/process/tls/broker-tls";
import type { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { SignIn } from "./access/sign-in.ts";
import { sweep } from "./alarm/sweep.ts";
import { type GatewayTuning, parseTuning } from "./config.ts";
import { type Directory, loadDirectory } from "./directory/directory.ts";
import { drainSession } from "./edge/drain-session.ts";
import type { Edge } from "./edge/edge.ts";
import { EmbeddedEdge } from "./edge/edge-embedded.ts";
import { ExternalEdge } from "./edge/edge-external.ts";
import { Gate } from "./ingest/gate.ts";
import { IngestCache } from "./ingest/ingest-cache.ts";
import { Leadership } from "./leadership.ts";
import { GatewayMetrics } from "./metrics.ts";
import { Pipeline } from "./pipeline.ts";

export type EdgeOptions = EmbeddedEdgeChoice | ExternalEdgeChoice;

interface EmbeddedEdgeChoice {
  kind: "embedded";
  host: string;
  port: number;
  /** With TLS the plain port listens on loopback only. */
  tls?: { identity: TlsIdentity; port: number } | null;
}

interface ExternalEdgeChoice {
  kind: "external";
  url: string;
  username?: string;
  password?: string;
  tls?: BrokerTls;
  protocolVersion?: 4 | 5;
}

export interface GatewayOptions {
  db: Database;
  edge: EdgeOptions;
  bus: Pick<LiveBus, "publish">;
  log: Logger;
  registry?: Registry;
  tuning?: Partial<GatewayTuning>;
  /** Runs work with the owner's rights (partitions). Absent: the embedded database needs none, PostgreSQL is left as it is. */
  asOwner?: (work: (owner: Database) => Promise<void>) => Promise<void>;
}

export interface Gateway {
  /** Port of the embedded broker; null while standing by, and with an external broker. */
  readonly mqttPort: number | null;
  /** TLS port of the embedded broker; null without TLS. */
  readonly mqttsPort: number | null;
  readonly isLeading: boolean;
  readonly metrics: Registry;
  close(): Promise<void>;
}

const EMPTY_DIRECTORY: Directory = {
  cityCode: null,
  envelope: null,
  things: new Map(),
  cameras: new Map(),
  classes: new Map(),
  silenceRules: [],
  ruleIds: [],
  limits: DEFAULT_DEVICE_LIMITS,
  bufferedMs: Number.POSITIVE_INFINITY,
};

/** Resolves when this gateway receives messages, or stands by because another one leads. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const gateway = new RunningGateway(options);
  await gateway.start();
  return gateway;
}

class RunningGateway implements Gateway {
  readonly #options: GatewayOptions;
  readonly #tuning: GatewayTuning;
  readonly #metrics: GatewayMetrics;
  readonly #cache = new IngestCache();
  readonly #gate = new Gate();
  readonly #signIn: SignIn;
  readonly #pipeline: Pipeline;
  readonly #edge: Edge;
  readonly #leadership: Leadership;
  #directory = EMPTY_DIRECTORY;
  #repeated: RepeatedWork[] = [];
  #stopListening: () => void = () => undefined;
  readonly #closing = new AbortController();
  #draining: Promise<void> = Promise.resolve();

  constructor(options: GatewayOptions) {
    const { db, bus, log } = options;
    this.#options = options;
    this.#tuning = { ...parseTuning({}), ...options.tuning };
    const { batchMessages, batchMs, window } = this.#tuning;
    const metrics = new GatewayMetrics(options.registry);
    const [cache, gate] = [this.#cache, this.#gate];
    const directory = () => this.#directory;
    const pipeline = new Pipeline({ db, bus, log, metrics, gate, cache, directory, batchMessages, batchMs });
    this.#metrics = metrics;
    this.#signIn = new SignIn(db);
    this.#pipeline = pipeline;
    this.#edge = makeEdge(options.edge, { db, pipeline, signIn: this.#signIn, log, window });
    this.#leadership = new Leadership({
      db,
      log,
      lead: () => this.#lead(),
      pause: () => this.#pause(),
      stepDown: () => this.#stepDown(),
    });
    metrics.addGauge("backlog_messages", "Messages that wait for their COMMIT", () => pipeline.backlog);
    metrics.addGauge("hearing", "1 while devices' messages can reach the gateway", () => Number(this.#edge.isHearing));
  }

  get mqttPort(): number | null {
    return this.#edge.port;
  }

  get mqttsPort(): number | null {
    return this.#edge.tlsPort;
  }

  get isLeading(): boolean {
    return this.#gate.isOpen;
  }

  get metrics(): Registry {
    return this.#metrics.registry;
  }

  async start(): Promise<void> {
    const { refreshMs, sweepMs, partitionCheckMs } = this.#tuning;
    await this.#leadership.start();
    // Written at once, because others wait for the first heartbeat.
    await this.#heartbeat().catch(this.#logWarning("the heartbeat failed"));
    const refreshing = this.#repeat(refreshMs, () => this.#refresh(), "cannot read the configuration");
    this.#stopListening = this.#options.db.onBell("configuration", () => refreshing.wake());
    this.#repeated = [
      refreshing,
      this.#repeat(sweepMs, () => this.#heartbeat(), "the heartbeat failed"),
      this.#repeat(partitionCheckMs, () => maintainPartitions(this.#options, this.#tuning), "cannot make partitions"),
    ];
  }

  async close(): Promise<void> {
    this.#stopListening();
    this.#closing.abort();
    await this.#draining;
    const stopped = Promise.all(this.#repeated.map((work) => work.close()));
    await this.#edge.close();
    await this.#pipeline.close();
    await stopped;
    await this.#leadership.close();
  }

  async #lead(): Promise<void> {
    await this.#refresh();
    this.#pipeline.invalidateCache();
    // If this fails the gateway leads nevertheless: telemetry then goes to the default partition.
    await maintainPartitions(this.#options, this.#tuning).catch(this.#logWarning("cannot make partitions"));
    this.#gate.open();
    this.#metrics.leading.set(1);
    if (!this.#edge.isOpen) await this.#edge.open();
    this.#draining = this.#drainFormerSession().catch(this.#logWarning("cannot read the former session at the broker"));
    this.#options.log.info({ port: this.#edge.port, tlsPort: this.#edge.tlsPort }, "the gateway receives messages");
  }

  /** After the new session has subscribed: what comes in both is recognised as a duplicate. */
  async #drainFormerSession(): Promise<void> {
    const { db, edge, log } = this.#options;
    if (edge.kind !== "external") return;
    const { formerClientId } = await brokerSession(db);
    if (formerClientId === null) return;
    const options = externalOptions(edge, { pipeline: this.#pipeline, log, window: this.#tuning.window });
    if (!(await drainSession(options, formerClientId, this.#closing.signal))) return;
    await forgetFormerSession(db, SESSION);
    log.info({ clientId: formerClientId }, "the former session at the broker is read and removed");
  }

  #pause(): void {
    this.#gate.close();
    this.#metrics.leading.set(0);
  }

  async #stepDown(): Promise<void> {
    await this.#edge.close();
    this.#pipeline.discard();
  }

  async #refresh(): Promise<void> {
    const { db, log } = this.#options;
    this.#directory = await loadDirectory(db, {
      keepDays: this.#tuning.keepDays,
      onBroken: (id, fault) => log.error({ id, fault }, "a rule or a setting is broken"),
    });
    await this.#signIn.refresh();
  }

  async #heartbeat(): Promise<void> {
    if (!this.#gate.isOpen) return;
    const { db } = this.#options;
    await this.#pipeline.runBetweenBatches(() =>
      sweep({
        db,
        directory: this.#directory,
        cache: this.#cache,
        isHearing: this.#edge.isHearing,
        now: new Date(),
      }),
    );
  }

  /** First runs after `everyMs`, because `start` has just done the same work. */
  #repeat(everyMs: number, work: () => Promise<void>, warning: string): RepeatedWork {
    return new RepeatedWork({ everyMs, firstAfterMs: everyMs, work, onFault: this.#logWarning(warning) });
  }

  #logWarning(what: string): (fault: unknown) => void {
    return (fault) => this.#options.log.warn({ err: fault }, what);
  }
}

interface EdgeContext {
  db: Database;
  pipeline: Pipeline;
  signIn: SignIn;
  log: Logger;
  window: number;
}

function makeEdge(options: EdgeOptions, context: EdgeContext): Edge {
  const { pipeline, signIn, log } = context;
  const receive = pipeline.receive.bind(pipeline);
  if (options.kind === "embedded") {
    const { host, port, tls = null } = options;
    return new EmbeddedEdge({ host, port, tls, signIn, log, receive, reject: pipeline.reject.bind(pipeline) });
  }
  const clientId = async () => (await brokerSession(context.db)).clientId;
  return new ExternalEdge({ ...externalOptions(options, context), clientId });
}

function externalOptions(
  { url, username, password, tls = {}, protocolVersion = 5 }: ExternalEdgeChoice,
  { pipeline, log, window }: Pick<EdgeContext, "pipeline" | "log" | "window">,
) {
  return { url, username, password, tls, protocolVersion, window, log, receive: pipeline.receive.bind(pipeline) };
}

const SESSION = "gateway";

/** Random, so that no device can take the gateway's session over by its client id. The former id was the same everywhere. */
const brokerSession = (db: Database) =>
  ownBrokerSession(db, SESSION, {
    clientId: `minqing-gateway-${randomBytes(16).toString("hex")}`,
    formerClientId: "minqing-gateway",
  });

const DAY_MS = 86_400_000;

async function maintainPartitions({ db, asOwner, log }: GatewayOptions, tuning: GatewayTuning): Promise<void> {
  await purgeDeadLetters(db, Date.now() - tuning.keepDeadLettersDays * DAY_MS);
  const work = async (owner: Database) => {
    const plan = { now: new Date(), aheadDays: tuning.partitionsAheadDays, keepDays: tuning.keepDays };
    const { made, dropped } = await ensurePartitions(owner, plan);
    if (made.length + dropped.length > 0) log.info({ made, dropped }, "partitions made and dropped");
  };
  if (asOwner !== undefined) await asOwner(work);
  else if (db.driver === "pglite") await work(db);
}
