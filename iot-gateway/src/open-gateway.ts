// Opens the whole gateway: what it knows, its lease, one edge, the pipeline and the sweeps; closes them in reverse.
import type { LiveBus } from "@minqing/core/live/bus";
import type { Database } from "@minqing/geodata/database";
import { ensurePartitions } from "@minqing/geodata/ingest/partitions";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { SignIn } from "./access/sign-in.ts";
import { sweep } from "./alarm/sweep.ts";
import { type GatewayTuning, parseTuning } from "./config.ts";
import { type Directory, loadDirectory } from "./directory/directory.ts";
import type { Edge } from "./edge/edge.ts";
import { EmbeddedEdge } from "./edge/edge-embedded.ts";
import { ExternalEdge } from "./edge/edge-external.ts";
import { Gate } from "./ingest/gate.ts";
import { IngestMemory } from "./ingest/memory.ts";
import { Leadership } from "./leadership.ts";
import { GatewayMetrics } from "./metrics.ts";
import { Pipeline } from "./pipeline.ts";
import { repeat } from "./repeat.ts";

export type EdgeOptions =
  | { kind: "embedded"; port: number; host: string }
  | { kind: "external"; url: string; username?: string; password?: string; protocolVersion?: 4 | 5; clientId?: string };

export interface GatewayOptions {
  db: Database;
  edge: EdgeOptions;
  bus: Pick<LiveBus, "publish">;
  log: Logger;
  registry?: Registry;
  tuning?: Partial<GatewayTuning>;
  /** Runs work with the owner's rights (partitions); absent: the embedded database is its own owner, a server is left alone. */
  asOwner?: (work: (owner: Database) => Promise<void>) => Promise<void>;
}

export interface Gateway {
  /** The embedded broker's port; null while standing by, and at another's broker. */
  readonly mqttPort: number | null;
  readonly isLeading: boolean;
  readonly metrics: Registry;
  close(): Promise<void>;
}

const EMPTY: Directory = {
  cityCode: null,
  envelope: null,
  things: new Map(),
  cameras: new Map(),
  classes: new Map(),
  silenceRules: [],
};

/** Resolves when it hears, or when it stands by behind another gateway. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { db, log } = options;
  const tuning: GatewayTuning = { ...parseTuning({}), ...options.tuning };
  const metrics = new GatewayMetrics(options.registry);
  const memory = new IngestMemory();
  const signIn = new SignIn(db);
  const gate = new Gate();
  let directory = EMPTY;
  const pipeline = new Pipeline({
    db,
    bus: options.bus,
    log,
    metrics,
    gate,
    memory,
    directory: () => directory,
    batchMessages: tuning.batchMessages,
    batchMs: tuning.batchMs,
  });
  const edge = openEdge(options.edge, { pipeline, signIn, log, window: tuning.window });
  metrics.watch("backlog_messages", "Messages that wait for their COMMIT", () => pipeline.backlog);
  metrics.watch("hearing", "1 while messages of devices can reach the gateway", () => Number(edge.isHearing));

  const onFault = (what: string) => (fault: unknown) => log.warn({ err: fault }, what);
  const refresh = async () => {
    directory = await loadDirectory(db, (id, fault) => log.error({ ruleId: id, fault }, "an alarm rule is broken"));
    await signIn.refresh();
  };
  const leadership = new Leadership({
    db,
    log,
    lead: async () => {
      await refresh();
      pipeline.distrustMemory();
      await keepPartitions(options, tuning);
      gate.open();
      metrics.leading.set(1);
      if (!edge.isHearing) await edge.open();
      log.info({ port: edge.port }, "the gateway hears");
    },
    pause: () => {
      gate.close();
      metrics.leading.set(0);
    },
    stepDown: async () => {
      await edge.close();
      pipeline.discard();
    },
  });
  const beat = async () => {
    if (!gate.isOpen) return;
    await pipeline.between(() => sweep({ db, directory, memory, isHearing: edge.isHearing, now: new Date() }));
  };
  await leadership.start();
  // Says at once that we hear: others wait for it.
  await beat().catch(onFault("cannot sweep"));

  const stops = [
    db.onBell("configuration", () => void refresh().catch(onFault("cannot read the configuration"))),
    repeat(tuning.refreshMs, refresh, onFault("cannot read the configuration")),
    repeat(tuning.sweepMs, beat, onFault("cannot sweep")),
    repeat(tuning.partitionsMs, () => keepPartitions(options, tuning), onFault("cannot make partitions")),
  ];
  return {
    get mqttPort() {
      return edge.port;
    },
    get isLeading() {
      return gate.isOpen;
    },
    metrics: metrics.registry,
    close: async () => {
      for (const stop of stops) stop();
      await edge.close();
      await pipeline.close();
      await leadership.close();
    },
  };
}

interface EdgeContext {
  pipeline: Pipeline;
  signIn: SignIn;
  log: Logger;
  window: number;
}

function openEdge(options: EdgeOptions, { pipeline, signIn, log, window }: EdgeContext): Edge {
  const take = pipeline.take.bind(pipeline);
  if (options.kind === "embedded") {
    const { host, port } = options;
    return new EmbeddedEdge({ host, port, signIn, log, take, refuse: pipeline.refuse.bind(pipeline) });
  }
  const { url, username, password, protocolVersion = 5, clientId = "minqing-gateway" } = options;
  return new ExternalEdge({ url, username, password, protocolVersion, clientId, window, log, take });
}

async function keepPartitions({ db, asOwner, log }: GatewayOptions, tuning: GatewayTuning): Promise<void> {
  const work = async (owner: Database) => {
    const plan = { now: new Date(), aheadDays: tuning.partitionsAheadDays, keepDays: tuning.keepDays };
    const { made, dropped } = await ensurePartitions(owner, plan);
    if (made.length + dropped.length > 0) log.info({ made, dropped }, "partitions");
  };
  if (asOwner !== undefined) await asOwner(work);
  else if (db.driver === "pglite") await work(db);
}
