// Builds the page, or checks it, for Maven: `node build.mjs build` and `node build.mjs check`. Neither does anything
// while what it would look at is as it was the last time, and neither asks the network for what is installed already.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(fileURLToPath(import.meta.url));
const target = join(web, "../../../target");
const built = join(target, "web");

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function digest(paths) {
  return sha256(paths.map((path) => `${relative(web, path)} ${sha256(readFileSync(path))}\n`).join(""));
}

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: web, stdio: "inherit", shell: false });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

/** Does `work` unless its stamp says that it was done for the same `state`. */
function once(stamp, state, isThere, work) {
  if (isThere && existsSync(stamp) && readFileSync(stamp, "utf8") === state) {
    return;
  }
  rmSync(stamp, { force: true });
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, state);
}

function install() {
  const modules = join(web, "node_modules");
  const state = digest([join(web, "package.json"), join(web, "package-lock.json")]);
  once(join(modules, ".firstbell"), state, existsSync(modules), () => run("npm", "ci", "--ignore-scripts", "--prefer-offline"));
}

const tool = (name) => join(web, "node_modules", ".bin", name);

/** What the page is made of, each with its hash, so that a release can be told from another by one number. */
function manifest() {
  const named = Object.fromEntries(files(built).map((path) => [relative(built, path), sha256(readFileSync(path))]));
  writeFileSync(join(built, "manifest.json"), `${JSON.stringify(named, null, 1)}\n`);
}

const sources = digest(files(web));
switch (process.argv[2]) {
  case "build":
    once(join(target, "web.stamp"), sources, existsSync(join(built, "manifest.json")), () => {
      install();
      run(tool("vite"), "build", "--logLevel", "warn");
      manifest();
    });
    break;
  case "check":
    once(join(target, "web-checked.stamp"), sources, true, () => {
      install();
      run(tool("tsc"), "--noEmit");
      run(tool("vitest"), "run");
    });
    break;
  default:
    console.error("build.mjs is told either build or check");
    process.exit(2);
}
