// Starts the programs of Doorstep in a temporary folder: the server that all specs share
// (`global-setup.ts`), and servers with unusual settings started by one spec.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  closeSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** The root of the repository. */
export const root = process.env.DOORSTEP_ROOT ?? resolve(here, "../..");

/** How long a program may take to start, in milliseconds. */
const START_TIMEOUT = 30_000;

/** A folder with settings, a key and an empty store, and the programs that run in it. */
export class Deployment {
  readonly folder = mkdtempSync(join(tmpdir(), "doorstep-e2e-"));
  /** The operator's folder of services, which the running server reads again. */
  readonly services = join(this.folder, "services");
  private readonly children: ChildProcess[] = [];
  private readonly program: string;
  private readonly backOffice: string;
  private readonly env: NodeJS.ProcessEnv;

  private constructor(
    readonly port: string,
    readonly office: string,
    settings: Record<string, string>,
    more: string,
  ) {
    const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
    this.program = process.env.DOORSTEP_BIN ?? join(target, "debug/doorstep");
    this.backOffice = process.env.DOORSTEP_BACK_OFFICE_BIN ?? join(target, "debug/demo-back-office");
    const config = join(this.folder, "doorstep.toml");
    const demonstration = readFileSync(join(root, "server/demo/doorstep.toml"), "utf8");
    writeFileSync(
      config,
      demonstration
        .replaceAll("http://127.0.0.1:3001", `http://127.0.0.1:${office}`)
        .replace("var/mail", join(this.folder, "mail")) + more,
    );
    // The operator's folder overrides the compiled-in definitions. Here, crews in Tunbridge Wells
    // work until midnight, so that "too early" can be tested at any hour.
    mkdirSync(this.services);
    const definition = readFileSync(join(root, "shared/services/missed-bin.toml"), "utf8");
    const late = definition.replace('report_from = "15:00"', 'report_from = "23:59"');
    if (late === definition) throw new Error("missed-bin.toml has no report_from at 15:00 any more");
    writeFileSync(join(this.services, "missed-bin.toml"), late);
    this.env = {
      ...process.env,
      DOORSTEP__SERVICES__DIR: this.services,
      DOORSTEP_CONFIG: config,
      DOORSTEP__DEMO: "true",
      DOORSTEP__HTTP__LISTEN: `127.0.0.1:${port}`,
      DOORSTEP__HTTP__PUBLIC_URL: `http://localhost:${port}`,
      DOORSTEP__HTTP__ASSETS: process.env.DOORSTEP__HTTP__ASSETS ?? join(target, "site"),
      DOORSTEP__STORE__URL: `sqlite:${join(this.folder, "doorstep.db")}`,
      DOORSTEP__KEYS__FILE: join(this.folder, "doorstep.key"),
      // All journeys come from one address.
      DOORSTEP__LIMITS__SEND__PER_ADDRESS: "{at_once=1000000, per_hour=1000000}",
      DOORSTEP__LIMITS__MAIL__PER_ADDRESS: "{at_once=1000000, per_hour=1000000}",
      DOORSTEP__LIMITS__RATING__PER_ADDRESS: "{at_once=1000000, per_hour=1000000}",
      ...settings,
    };
  }

  /**
   * A deployment with its key and tables; `settings` are `DOORSTEP__SECTION__KEY`, and `more` is
   * added to its settings file.
   */
  static async build(settings: Record<string, string> = {}, more = ""): Promise<Deployment> {
    const deployment = new Deployment(await freePort(), await freePort(), settings, more);
    deployment.runCommand("keygen", "--out", join(deployment.folder, "doorstep.key"));
    deployment.runCommand("migrate");
    return deployment;
  }

  /** Runs a command of the program and waits for it to exit. */
  runCommand(...args: string[]): void {
    execFileSync(this.program, args, { env: this.env, cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  }

  /** Starts a program that keeps running, and waits until it responds. */
  private async start(name: string, program: string, url: string, args: string[]): Promise<void> {
    const child = spawn(program, args, { env: this.env, cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const file = join(this.folder, `${name}.log`);
    const log = createWriteStream(file);
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    this.children.push(child);
    const deadline = Date.now() + START_TIMEOUT;
    for (;;) {
      const response = await fetch(url).catch(() => undefined);
      if (response?.ok) return;
      if (child.exitCode !== null || Date.now() > deadline) {
        const tail = readFileSync(file, "utf8").split("\n").slice(-20).join("\n");
        throw new Error(`no response from ${url}; the end of its log:\n${tail}`);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Starts the server. */
  async serve(): Promise<void> {
    await this.start("doorstep", this.program, `http://localhost:${this.port}/readyz`, ["serve"]);
  }

  /**
   * Starts the demonstration back office. It reports its progress after these seconds; without
   * them, only when a button is pressed.
   */
  async serveBackOffice(pace?: { inProgressAfter: number; doneAfter: number }): Promise<void> {
    const address = `127.0.0.1:${this.office}`;
    const seconds =
      pace === undefined
        ? []
        : ["--in-progress-after", String(pace.inProgressAfter), "--done-after", String(pace.doneAfter)];
    await this.start("back-office", this.backOffice, `http://${address}/livez`, [
      "--listen",
      address,
      "--store",
      join(this.folder, "back-office.db"),
      "--callbacks-to",
      `http://localhost:${this.port}`,
      ...seconds,
    ]);
  }

  /**
   * Takes SQLite's write lock, as another program would, until the returned function is called.
   * It locks a byte of the shared-memory file, which Node cannot do; Perl can, and is on every
   * machine that has git.
   */
  async lock(): Promise<() => Promise<void>> {
    const script = `use Fcntl; $| = 1; open(my $f, "+<", $ARGV[0]) or die $!;
      my $lock = pack("s s x4 q q i x4", F_WRLCK, 0, 120, 1, 0);
      fcntl($f, F_SETLKW, $lock) or die $!;
      print "held\n"; <STDIN>;`;
    const holder = spawn("perl", ["-e", script, join(this.folder, "doorstep.db-shm")], { stdio: ["pipe", "pipe", "inherit"] });
    await new Promise((held, failed) => {
      holder.stdout.once("data", held);
      holder.once("exit", () => failed(new Error("cannot lock the store")));
    });
    return async () => {
      const ended = new Promise((done) => holder.once("exit", done));
      holder.stdin.end();
      await ended;
    };
  }

  /**
   * Damages the store of the running server, as a broken disk would. The header of the
   * shared-memory file is damaged as well, or SQLite would continue with its cached index.
   */
  damage(): void {
    for (const [name, most] of [["doorstep.db", Infinity], ["doorstep.db-wal", Infinity], ["doorstep.db-shm", 96]] as const) {
      const file = join(this.folder, name);
      const { size } = statSync(file);
      const open = openSync(file, "r+");
      writeSync(open, Buffer.alloc(Math.min(size, most), 0xff), 0, Math.min(size, most), 0);
      closeSync(open);
    }
  }

  /** Stops every program, the last one first, and deletes the folder. */
  async close(): Promise<void> {
    for (const child of this.children.reverse()) {
      if (child.exitCode !== null) continue;
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      const kill = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(kill);
    }
    if (process.env.DOORSTEP_KEEP === undefined) rmSync(this.folder, { recursive: true, force: true });
    else console.log(`kept ${this.folder}`);
  }
}

function freePort(): Promise<string> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => done(String(port)));
    });
  });
}
