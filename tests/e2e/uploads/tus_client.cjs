// Drives the page's own upload client (tus-js-client) from node: `node tus_client.cjs '{…}'`.
// Only the transport differs from a browser's: node's http in place of XMLHttpRequest.
// Prints one JSON object: how it ended, the address, the requests with their statuses.
const fs = require("node:fs");
const http = require("node:http");

const asked = JSON.parse(process.argv[2]);
const tus = require(asked.library);

class Request {
  constructor(method, url) {
    Object.assign(this, { method, url, headers: {}, progress: () => {} });
  }
  getMethod() { return this.method; }
  getURL() { return this.url; }
  getHeader(name) { return this.headers[name]; }
  setHeader(name, value) { this.headers[name] = value; }
  setProgressHandler(handler) { this.progress = handler; }
  getUnderlyingObject() { return this.underlying; }
  async abort() { this.underlying?.destroy(); }

  async send(body) {
    const bytes = body ? Buffer.from(await body.arrayBuffer()) : Buffer.alloc(0);
    return new Promise((resolve, reject) => {
      const headers = { ...this.headers, "Content-Length": bytes.length };
      this.underlying = http.request(this.url, { method: this.method, headers }, (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => resolve({
          getStatus: () => response.statusCode,
          getHeader: (name) => response.headers[name.toLowerCase()],
          getBody: () => Buffer.concat(parts).toString(),
          getUnderlyingObject: () => response,
        }));
      });
      this.underlying.on("error", reject);
      this.underlying.end(bytes, () => this.progress(bytes.length));
    });
  }
}

// What a browser keeps in localStorage, in a file.
const remembered = asked.memory && fs.existsSync(asked.memory)
  ? JSON.parse(fs.readFileSync(asked.memory)) : {};
const remember = () => asked.memory && fs.writeFileSync(asked.memory, JSON.stringify(remembered));
const urlStorage = {
  findAllUploads: async () => Object.values(remembered),
  findUploadsByFingerprint: async (mark) =>
    Object.values(remembered).filter(({ urlStorageKey }) => urlStorageKey.startsWith(mark)),
  addUpload: async (mark, upload) => {
    const urlStorageKey = `${mark}::${Date.now()}`;
    remembered[urlStorageKey] = { ...upload, urlStorageKey };
    remember();
    return urlStorageKey;
  },
  removeUpload: async (key) => { delete remembered[key]; remember(); },
};

const requests = [];
const done = (result) => {
  console.log(JSON.stringify({ ...result, url: upload.url, requests }));
  process.exit(0);
};

const upload = new tus.Upload(new Blob([fs.readFileSync(asked.file)]), {
  endpoint: asked.endpoint,
  headers: asked.headers,
  metadata: asked.metadata ?? {},
  chunkSize: asked.chunkSize ?? Infinity,
  retryDelays: asked.retryDelays ?? [0, 100, 200, 400, 800],
  overridePatchMethod: asked.overridePatchMethod ?? false,
  uploadDataDuringCreation: asked.uploadDataDuringCreation ?? false,
  removeFingerprintOnSuccess: true,
  fingerprint: async () => "the-file",
  httpStack: { createRequest: (method, url) => new Request(method, url), getName: () => "node" },
  urlStorage,
  onAfterResponse: (request, response) =>
    requests.push([request.getMethod(), response.getStatus()]),
  onChunkComplete: async (_size, accepted, total) => {
    if (!asked.stopAt || accepted < asked.stopAt * total || accepted === total) return;
    await upload.abort(asked.terminate ?? false);
    done({ ended: "stopped", accepted });
  },
  onSuccess: () => done({ ended: "success" }),
  onError: (error) => done({
    ended: "error",
    status: error.originalResponse?.getStatus(),
    body: error.originalResponse?.getBody(),
    message: error.message,
  }),
});

upload.findPreviousUploads().then((previous) => {
  if (previous.length) upload.resumeFromPreviousUpload(previous[0]);
  upload.start();
});
