// One real Doorstep for the whole run: the server, its demonstration back office, a store,
// a key and a folder for mail, all in one temporary folder that goes when the run has passed.
// Every spec brings data of its own, so they can share it.
import { House } from "./server.js";

/** Seconds after which the back office says that it works on a request, and that it is done. */
const IN_PROGRESS_AFTER = 1;
const DONE_AFTER = 2;

export default async function open(): Promise<() => Promise<void>> {
  const house = await House.build();
  try {
    house.once("import-addresses", "server/demo/addresses.csv");
    await house.serveBackOffice(IN_PROGRESS_AFTER, DONE_AFTER);
    await house.serve();
  } catch (mistake) {
    await house.close();
    throw mistake;
  }
  // The workers are started after this and inherit it.
  process.env.DOORSTEP_E2E_PORT = house.port;
  process.env.DOORSTEP_E2E_OFFICE = house.office;
  process.env.DOORSTEP_E2E_FOLDER = house.folder;
  return () => house.close();
}
