import { pageHtml } from './html.ts';
import { compiledTemplate } from './template.ts';

/** A control as the page of policies shows it. `null` for what is not there. */
export interface ControlView {
  readonly id: string;
  readonly title: string;
  readonly failureTitle: string;
  readonly severity: string;
  readonly method: string;
  readonly decides: string;
  readonly pack: string | null;
  readonly why: string;
  readonly explains: string | null;
  readonly applies: string;
  readonly checks: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly value: string;
    readonly title: string;
    readonly floor: string | null;
  }[];
  readonly answers: readonly string[];
  readonly facts: readonly string[];
  readonly remedy: string;
  readonly limits: string | null;
  readonly cases: readonly { readonly outcome: string; readonly name: string }[];
}

/** All policies as a reader browses them: by subject, by framework, by profile. */
export interface PoliciesView {
  readonly title: string;
  readonly summary: string;
  readonly subjects: readonly {
    readonly name: string;
    readonly anchor: string;
    readonly count: number;
    readonly controls: readonly ControlView[];
  }[];
  readonly frameworks: readonly {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
    readonly requirements: readonly {
      readonly citation: string;
      readonly title: string;
      readonly applies: string;
      readonly controls: readonly string[];
      readonly notTested: string | null;
    }[];
  }[];
  readonly profiles: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string | null;
    readonly builtOn: string | null;
    readonly count: string;
    readonly controls: readonly string[];
  }[];
}

/** The policies as one HTML document, which asks for nothing and runs nothing. */
export const policyPage = (view: PoliciesView): string =>
  pageHtml({ title: view.title, body: compiledTemplate('templates/policies/page.hbs')(view) });
