// The gateway's own broker with nothing behind it: what aedes acknowledges at QoS 1. Ends when stdin closes.
import { createServer } from "node:net";
import { createBroker } from "@minqing/iot-gateway/edge/embedded-broker";

const broker = await createBroker({ maxClientsIdLength: 65_535 });
const server = createServer(broker.handle);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : address}\n`);
});
process.stdin.resume().once("end", () => process.exit(0));
