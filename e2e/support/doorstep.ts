// One real Doorstep for the whole run: the server, its demonstration back office, a store,
// a key and a folder for mail, all in one temporary folder that goes when the run has passed.
// Every spec brings data of its own, so they can share it.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** How long a program may take to answer for the first time, in milliseconds. */
const PATIENCE = 30_000;

/** Seconds after which the back office says that it works on a request, and that it is done. */
const IN_PROGRESS_AFTER = 1;
const DONE_AFTER = 3;

export default async function open(): Promise<() => Promise<void>> {
  const root = process.env.DOORSTEP_ROOT ?? resolve(here, "../..");
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const program = process.env.DOORSTEP_BIN ?? join(target, "debug/doorstep");
  const assets = process.env.DOORSTEP__HTTP__ASSETS ?? join(target, "site");
  const folder = mkdtempSync(join(tmpdir(), "doorstep-e2e-"));
  const [port, office] = [await freePort(), await freePort()];

  const config = join(folder, "doorstep.toml");
  const demonstration = readFileSync(join(root, "server/demo/doorstep.toml"), "utf8");
  writeFileSync(
    config,
    demonstration
      .replaceAll("http://127.0.0.1:3001", `http://127.0.0.1:${office}`)
      .replace("var/mail", join(folder, "mail")),
  );
  // What an operator's folder holds comes over what is compiled in. Here, crews in Tunbridge
  // Wells work until midnight, so that "too early" can be seen at any hour.
  const services = join(folder, "services");
  mkdirSync(services);
  const definition = readFileSync(join(root, "shared/services/missed-bin.toml"), "utf8");
  const late = definition.replace('report_from = "15:00"', 'report_from = "23:59"');
  if (late === definition) throw new Error("missed-bin.toml has no report_from at 15:00 any more");
  writeFileSync(join(services, "missed-bin.toml"), late);
  const env = {
    ...process.env,
    DOORSTEP__SERVICES__DIR: services,
    DOORSTEP_CONFIG: config,
    DOORSTEP__DEMO: "true",
    DOORSTEP__HTTP__LISTEN: `127.0.0.1:${port}`,
    DOORSTEP__HTTP__PUBLIC_URL: `http://localhost:${port}`,
    DOORSTEP__HTTP__ASSETS: assets,
    DOORSTEP__STORE__URL: `sqlite:${join(folder, "doorstep.db")}`,
    DOORSTEP__KEYS__FILE: join(folder, "doorstep.key"),
  };
  const once = (...args: string[]) =>
    execFileSync(program, args, { env, cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const children: ChildProcess[] = [];
  const begin = (name: string, args: string[]) => {
    const child = spawn(program, args, { env, cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const log = createWriteStream(join(folder, `${name}.log`));
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    children.push(child);
    return child;
  };
  const close = async () => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null) continue;
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      const patience = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(patience);
    }
    if (process.env.DOORSTEP_KEEP === undefined) rmSync(folder, { recursive: true, force: true });
    else console.log(`kept ${folder}`);
  };
  try {
    once("keygen", "--out", env.DOORSTEP__KEYS__FILE);
    once("migrate");
    once("import-addresses", "server/demo/addresses.csv");
    const backOffice = begin("back-office", [
      "demo-back-office",
      "--listen",
      `127.0.0.1:${office}`,
      "--store",
      join(folder, "back-office.db"),
      "--in-progress-after",
      String(IN_PROGRESS_AFTER),
      "--done-after",
      String(DONE_AFTER),
    ]);
    const server = begin("doorstep", ["serve"]);
    await answers(`http://127.0.0.1:${office}/livez`, backOffice, join(folder, "back-office.log"));
    await answers(`http://localhost:${port}/readyz`, server, join(folder, "doorstep.log"));
  } catch (mistake) {
    await close();
    throw mistake;
  }
  // The workers are started after this and inherit it.
  process.env.DOORSTEP_E2E_PORT = String(port);
  process.env.DOORSTEP_E2E_OFFICE = String(office);
  process.env.DOORSTEP_E2E_FOLDER = folder;
  return close;
}

/** Waits until a program says that it is ready. */
async function answers(url: string, child: ChildProcess, log: string): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null || Date.now() > until) {
      const said = readFileSync(log, "utf8").split("\n").slice(-20).join("\n");
      throw new Error(`nothing answers at ${url}; the end of its log:\n${said}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}
