import { parquetjsLiteCounter } from './parquetjs-lite-counter.ts';
import { serve } from './serve.ts';

serve(parquetjsLiteCounter);
