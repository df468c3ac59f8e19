import Handlebars from 'handlebars';
import { packageFiles, packageText } from '../files/package-files.ts';
import type { ReportView } from './view.ts';

const folder = 'templates/report';

const compiled = new Map<string, (view: unknown) => string>();

/**
 * One of our own templates, compiled once; it may use every template of the report as a partial. They ship with the package,
 * escape everything, call no helper but the built-in ones, and fail on a name that the view does not have. A repository test
 * refuses raw output in them.
 */
export const compiledTemplate = (file: string): ((view: unknown) => string) => {
  const known = compiled.get(file);
  if (known) return known;
  const environment = Handlebars.create();
  for (const name of packageFiles(folder).filter((each) => each.endsWith('.hbs')))
    environment.registerPartial(name.slice(0, -'.hbs'.length), packageText(`${folder}/${name}`));
  const template = environment.compile(packageText(file), {
    strict: true,
    knownHelpersOnly: true,
    preventIndent: true,
  });
  const draw = (view: unknown): string => template(view);
  compiled.set(file, draw);
  return draw;
};

/** The body of the report as HTML. */
export const reportBody = (view: ReportView): string => compiledTemplate(`${folder}/report.hbs`)(view);

/** The style sheet of the report. */
export const reportCss = (): string => packageText(`${folder}/report.css`);
