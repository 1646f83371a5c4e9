// The metrics of the server for Prometheus; names end in their unit.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  registry: Registry;
  requestSeconds: Histogram<"method" | "route" | "status">;
  sockets: Gauge;
  socketsClosedSlow: Counter;
  changeMessages: Counter;
  changeProjections: Counter;
  framesEncoded: Counter<"layer" | "extent">;
  framesSent: Counter<"layer">;
  framesSkipped: Counter<"layer">;
  changeHead: Gauge;
  casesOpened: Counter<"source">;
  caseCommands: Counter<"command">;
  caseNotices: Counter<"notice">;
  sealedByPrevious: Gauge<"kind">;
  sealedUnreadable: Gauge<"kind">;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Counter<L>({ name, help, labelNames, registers });
  const gauge = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers });
  return {
    registry,
    requestSeconds: new Histogram({
      name: "minqing_http_request_seconds",
      help: "Time to answer HTTP requests, in seconds",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    sockets: gauge("minqing_sockets", "Open realtime sockets"),
    socketsClosedSlow: counter("minqing_sockets_closed_slow_total", "Sockets closed because their queue was full"),
    changeMessages: counter("minqing_change_messages_total", "Change messages handed to sockets"),
    changeProjections: counter(
      "minqing_change_projections_total",
      "Change log batches projected, once per distinct scope",
    ),
    framesEncoded: counter("minqing_frames_encoded_total", "Live frames encoded, once per distinct scope", [
      "layer",
      "extent",
    ]),
    framesSent: counter("minqing_frames_sent_total", "Live frames handed to sockets", ["layer"]),
    framesSkipped: counter("minqing_frames_skipped_total", "Live frames a slow socket did not get", ["layer"]),
    changeHead: gauge("minqing_change_head", "Sequence of the newest change log entry that the hub has read"),
    casesOpened: counter("minqing_cases_opened_total", "Cases opened", ["source"]),
    caseCommands: counter("minqing_case_commands_total", "Commands carried out on cases", ["command"]),
    caseNotices: counter("minqing_case_notices_total", "Clocks of cases marked as approaching, overdue or untaken", [
      "notice",
    ]),
    sealedByPrevious: gauge(
      "minqing_sealed_by_previous_key",
      "Sealed texts that wait to be sealed with the present key",
      ["kind"],
    ),
    sealedUnreadable: gauge("minqing_sealed_unreadable", "Sealed texts that no key of this server opens", ["kind"]),
  };
}
