/** Everything that is generated and committed: types, what the controls answer, the dictionary of facts, the reference in README.md. `--check` only compares. */
import './model/generate.ts';
import './cli/write-coverage.ts';
import './cli/write-facts.ts';
import './cli/write-reference.ts';
import './snapshots/generate-kernel.ts';
