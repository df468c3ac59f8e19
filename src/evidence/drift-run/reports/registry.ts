import { evidently } from './evidently.ts';
import { nannyml } from './nannyml.ts';
import type { ReportFormat } from './report.ts';
import { whylogs } from './whylogs.ts';

/** The formats of drift reports that are read, in the order in which they are tried. */
export const reportFormats: readonly ReportFormat[] = [evidently, whylogs, nannyml];
