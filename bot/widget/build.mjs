// Bundles src/ into dist/career-lattice.js, and writes its integrity hash beside it.
//   node build.mjs            build
//   node build.mjs --tests    bundle the unit tests into .test-build/
//   node build.mjs --verify   fail if dist/ is not what src/ gives, or is too heavy
import { createHash } from "node:crypto";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const BUNDLE = "dist/career-lattice.js";
const INTEGRITY = "dist/career-lattice.js.sri";
const HEAVIEST = 60 * 1024;

const minifiedStyles = {
  name: "minified-styles",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
  },
};

const shared = { bundle: true, charset: "utf8", plugins: [minifiedStyles], logLevel: "warning" };

async function bundle() {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: ["src/main.ts"],
    format: "iife",
    target: ["chrome109", "firefox115", "safari16.4"],
    minify: true,
    legalComments: "none",
    banner: { js: "/*! Career Lattice web chat. Apache-2.0 */" },
    write: false,
  });
  return outputFiles[0].text;
}

const integrityOf = (text) => `sha384-${createHash("sha384").update(text).digest("base64")}\n`;

async function bundleTests() {
  await rm(".test-build", { recursive: true, force: true });
  const names = (await readdir("tests")).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...shared,
    entryPoints: names.map((name) => `tests/${name}`),
    platform: "node",
    format: "esm",
    outdir: ".test-build",
    outExtension: { ".js": ".mjs" },
  });
}

async function verify(text) {
  const kept = await readFile(BUNDLE, "utf8");
  if (kept !== text) throw new Error(`${BUNDLE} is not what src/ gives: run npm run build`);
  const integrity = await readFile(INTEGRITY, "utf8");
  if (integrity !== integrityOf(text)) throw new Error(`${INTEGRITY} does not match ${BUNDLE}`);
}

function weigh(text) {
  const weight = gzipSync(text, { level: 9 }).length;
  console.log(`${BUNDLE}: ${Buffer.byteLength(text)} bytes, ${weight} with gzip`);
  if (weight > HEAVIEST) throw new Error(`${weight} bytes with gzip, at most ${HEAVIEST} allowed`);
}

if (process.argv.includes("--tests")) {
  await bundleTests();
} else {
  const text = await bundle();
  if (process.argv.includes("--verify")) {
    await verify(text);
  } else {
    await writeFile(BUNDLE, text);
    await writeFile(INTEGRITY, integrityOf(text));
  }
  weigh(text);
}
