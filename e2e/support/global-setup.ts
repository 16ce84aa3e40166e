// Starts the real programs that all specs share: the server and the demonstration back office,
// with a store, a key and a mail folder in one temporary folder, which is deleted at the end.
// Specs do not interfere: each creates its own data.
import { Deployment } from "./deployment.js";

/** Seconds after which the back office reports a request as in progress, and as done. */
const PACE = { inProgressAfter: 1, doneAfter: 2 };

export default async function open(): Promise<() => Promise<void>> {
  const deployment = await Deployment.build();
  try {
    deployment.runCommand("import-addresses", "server/demo/addresses.csv");
    await deployment.serveBackOffice(PACE);
    await deployment.serve();
  } catch (error) {
    await deployment.close();
    throw error;
  }
  // The workers start later and inherit these.
  process.env.DOORSTEP_E2E_PORT = deployment.port;
  process.env.DOORSTEP_E2E_OFFICE = deployment.office;
  process.env.DOORSTEP_E2E_FOLDER = deployment.folder;
  return () => deployment.close();
}
