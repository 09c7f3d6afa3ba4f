// Real Pyodide in Node: what Python is in xlwings Lite's pane, without a page. Usage: node run_in_pyodide.mjs JOB.json
//
// The job names Pyodide's own folder, the archives to unpack where Python looks for packages, the file to run there,
// what it is given, and where its answer goes. Nothing is fetched.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const worked = () => process.cpuUsage().user + process.cpuUsage().system; // microseconds, whatever else the machine does
const began = worked();
const { loadPyodide } = await import(pathToFileURL(`${job.pyodide}/pyodide.mjs`));
const pyodide = await loadPyodide({ env: job.environment, stdout: () => {}, stderr: (line) => console.error(line) });
const booted = worked();
for (const archive of job.archives) pyodide.unpackArchive(new Uint8Array(readFileSync(archive)), "zip", { extractDir: job.packages });
const unpacked = worked();
pyodide.FS.writeFile("/rest.zip", new Uint8Array(readFileSync(job.rest)));
pyodide.globals.set("GIVEN", readFileSync(job.given, "utf8"));
const text = `import sys; sys.path.insert(0, ${JSON.stringify(job.packages)})\n${readFileSync(job.runs, "utf8")}`;
try {
  const answer = JSON.parse(await pyodide.runPythonAsync(text));
  writeFileSync(job.answer, JSON.stringify({ boot: (booted - began) / 1000, unpack: (unpacked - booted) / 1000, answer }));
} catch (slip) {
  console.error(slip.message); // without the page of JavaScript that Node would show beside it
  process.exit(1);
}
