// Prints "PASSED FAILED SKIPPED" of a report by Playwright's json reporter.
import { readFileSync } from "node:fs";

const { stats = {}, errors = [] } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats;
if (flaky > 0) console.error(`${flaky} passed only at a second try`);
// An error outside any test (a file that doesn't load) is a failure too.
console.log(expected + flaky, unexpected + errors.length, skipped);
