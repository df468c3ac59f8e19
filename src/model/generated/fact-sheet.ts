/* Generated from schemas/fact-sheet.schema.json by `npm run generate`. */

/**
 * What one evidence item says, measured and not judged.
 */
export interface FactSheet {
  /**
   * Kind of evidence.
   */
  kind: string;
  /**
   * Path of the evidence item.
   */
  evidence: string;
  /**
   * What the sheet is about.
   */
  subject: string;
  /**
   * Facts of the kind, after schemas/facts.
   */
  facts: {};
  /**
   * JSON Pointer into the facts -> where the fact was read.
   */
  sources: {
    [k: string]: Location;
  };
  /**
   * JSON Pointer -> why the fact is absent.
   */
  absent: {
    [k: string]: string;
  };
  /**
   * Problems found.
   */
  problems: Problem[];
  /**
   * Charts.
   */
  exhibits: Exhibit[];
}
/**
 * Where a fact was read.
 */
export interface Location {
  /**
   * Path in the evidence folder.
   */
  file: string;
  /**
   * Line, from 1.
   */
  line?: number;
  /**
   * Last line.
   */
  endLine?: number;
}
/**
 * Something that could not be read as what it claims to be.
 */
export interface Problem {
  /**
   * Stable word for machines.
   */
  code: string;
  /**
   * What was seen and what was expected.
   */
  message: string;
  /**
   * Path in the evidence folder.
   */
  file: string;
  /**
   * Line, from 1.
   */
  line?: number;
}
/**
 * Data of one chart.
 */
export interface Exhibit {
  /**
   * Identifier.
   */
  id: string;
  /**
   * Kind of chart.
   */
  kind: 'distribution';
  /**
   * Title.
   */
  title: string;
  /**
   * Population of the item that it illustrates.
   */
  population: string;
  /**
   * Item that it illustrates.
   */
  item: string;
  /**
   * What the item belongs to, such as the model that was measured; charts of one group are shown together.
   */
  group?: string;
  /**
   * What was measured, such as the name of the feature; the same in every measurement of a group.
   */
  subject?: string;
  /**
   * Fact of the item that the chart explains.
   */
  fact: string;
  /**
   * Value of that fact.
   */
  value?: number;
  /**
   * Date on which it was measured.
   */
  at?: string;
  /**
   * Label of each bin.
   *
   * Items: Label.
   */
  labels: string[];
  /**
   * Share of the reference in each bin, 0 to 1.
   *
   * Items: Share.
   */
  reference: number[];
  /**
   * Share of the current snapshot in each bin, 0 to 1.
   *
   * Items: Share.
   */
  current: number[];
  /**
   * What else was measured of the item, and how.
   */
  measures?: ExhibitMeasure[];
  /**
   * What a reader should know.
   */
  note?: string;
}
export interface ExhibitMeasure {
  /**
   * Name of the measure.
   */
  name: string;
  /**
   * Its value, written out.
   */
  value: string;
}
