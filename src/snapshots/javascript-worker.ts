import { javascriptCounter } from './javascript-counter.ts';
import { serve } from './serve.ts';

serve(javascriptCounter);
