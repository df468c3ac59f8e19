import { duckdbCounter } from './duckdb-counter.ts';
import { serve } from './serve.ts';

serve(duckdbCounter);
