// A proxy that drops the cookies the server sets, for a browser that refuses them.
import { createServer, request, type Server } from "node:http";

export class NoCookies {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<NoCookies> {
    const server = createServer((asked, answer) => {
      const target = request(asked.url ?? "", { method: asked.method, headers: asked.headers }, (found) => {
        const { "set-cookie": _, ...headers } = found.headers;
        answer.writeHead(found.statusCode ?? 502, headers);
        found.pipe(answer);
      });
      target.on("error", () => answer.destroy());
      asked.pipe(target);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return new NoCookies(server, `http://127.0.0.1:${port}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
