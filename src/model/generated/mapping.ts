/* Generated from schemas/mapping.schema.json by `npm run generate`. */

/**
 * How requirements of one framework relate to those of another (OSCAL: mapping collection). Informative: what is tested under one says nothing of the other.
 */
export interface Mapping {
  /**
   * Identifier of the mapping.
   */
  id: string;
  /**
   * Title.
   */
  title: string;
  /**
   * Catalog of the left side.
   */
  from: string;
  /**
   * Catalog of the right side.
   */
  to: string;
  /**
   * Always true: no mapping makes an outcome.
   */
  informative: true;
  /**
   * Who made it, and what it is worth.
   */
  notice: string;
  /**
   * Date at which it was last checked.
   */
  asOf: string;
  /**
   * Relations (OSCAL: map).
   *
   * @minItems 1
   */
  maps: MapEntry[];
}
/**
 * Each requirement of `from` stands in the relationship to each of `to`, for one reason.
 */
export interface MapEntry {
  /**
   * Requirements of the left catalog, by identifier.
   *
   * @minItems 1
   */
  from: string[];
  /**
   * Requirements of the right catalog, by identifier.
   *
   * @minItems 1
   */
  to: string[];
  /**
   * What the left asks, compared with what the right asks (OSCAL: relationship). `intersects-with` says that some of it is shared, and no more.
   */
  relationship: 'equal-to' | 'equivalent-to' | 'subset-of' | 'superset-of' | 'intersects-with' | 'no-relationship';
  /**
   * How sure we are of the relationship.
   */
  confidence: 'high' | 'medium' | 'low';
  /**
   * What they share, or why they share nothing.
   */
  because: string;
}
