// What MQTT.js alone takes from the broker at QoS 1, parsing every message: the yardstick for the gateway's rate.
import mqtt from "mqtt";

let count = 0;
const client = mqtt.connect(process.argv[2] ?? "", { clientId: "bare-subscriber", reconnectPeriod: 0 });
client.on("message", (_topic, payload) => {
  JSON.parse(payload.toString());
  count += 1;
});
client.on("connect", () => {
  client.subscribe("city/v1/things/+/observations", { qos: 1 }, (error) => {
    if (error !== null) throw error;
    process.stdout.write("ready\n");
  });
});
const report = setInterval(() => process.stdout.write(`${count}\n`), 100);
process.stdin.resume().once("end", () => {
  clearInterval(report);
  client.end(true);
});
