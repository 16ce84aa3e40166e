// One real Doorstep for the whole run: the server, its demonstration back office, a store,
// a key and a folder for mail, all in one temporary folder that goes when the run has passed.
// Every spec brings data of its own, so they can share it.
import { Deployment } from "./deployment.js";

/** Seconds after which the back office says that it works on a request, and that it is done. */
const IN_PROGRESS_AFTER = 1;
const DONE_AFTER = 2;

export default async function open(): Promise<() => Promise<void>> {
  const deployment = await Deployment.build();
  try {
    deployment.once("import-addresses", "server/demo/addresses.csv");
    await deployment.serveBackOffice(IN_PROGRESS_AFTER, DONE_AFTER);
    await deployment.serve();
  } catch (mistake) {
    await deployment.close();
    throw mistake;
  }
  // The workers are started after this and inherit it.
  process.env.DOORSTEP_E2E_PORT = deployment.port;
  process.env.DOORSTEP_E2E_OFFICE = deployment.office;
  process.env.DOORSTEP_E2E_FOLDER = deployment.folder;
  return () => deployment.close();
}
