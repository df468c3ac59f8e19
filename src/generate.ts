/** Everything that is generated and committed: the types from schemas/, and the reference in README.md. `--check` only compares. */
import './model/generate.ts';
import './cli/write-reference.ts';
