import Handlebars from 'handlebars';
import { packageFiles, packageText } from '../files/package-files.ts';
import type { ReportView } from './view.ts';

const folder = 'templates/report';

let compiled: ((view: ReportView) => string) | undefined;

/**
 * The body of the report as HTML. The templates are our own and ship with the package; they escape everything, call no
 * helper but the built-in ones, and fail on a name that the view does not have. A repository test refuses raw output in them.
 */
export const reportBody = (view: ReportView): string => {
  if (compiled === undefined) {
    const environment = Handlebars.create();
    for (const file of packageFiles(folder).filter((name) => name.endsWith('.hbs')))
      environment.registerPartial(file.slice(0, -'.hbs'.length), packageText(`${folder}/${file}`));
    const template = environment.compile(packageText(`${folder}/report.hbs`), {
      strict: true,
      knownHelpersOnly: true,
      preventIndent: true,
    });
    compiled = (data) => template(data);
  }
  return compiled(view);
};

/** The style sheet of the report. */
export const reportCss = (): string => packageText(`${folder}/report.css`);
