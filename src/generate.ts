/** Everything that is generated and committed: types, what the controls answer, the reference in README.md. `--check` only compares. */
import './model/generate.ts';
import './cli/write-coverage.ts';
import './cli/write-reference.ts';
import './snapshots/generate-kernel.ts';
