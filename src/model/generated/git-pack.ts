/* Generated from schemas/git-pack.schema.json by `npm run generate`. */

/**
 * Second line of a git pack: what it holds, as whoever collected it says. Nothing here is believed of the history itself, which is read from the objects that follow.
 */
export interface GitPackHeader {
  /**
   * Version of the format.
   */
  version: 1;
  /**
   * Hash of the object ids.
   */
  objectFormat: 'sha1' | 'sha256';
  /**
   * Branch whose history it is.
   */
  branch: string;
  /**
   * Commit id of its tip.
   */
  tip: string;
  period: PackPeriod;
  /**
   * Last step of the branch before the period. What lies behind it was left out. Absent when the branch begins in the period.
   */
  boundary?: string;
  /**
   * Whether all commits were taken, and not only those of the period.
   */
  wholeHistory: boolean;
  /**
   * Tags of the repository, by name; of those in the history, the objects follow.
   *
   * @maxItems 200000
   */
  tags: PackTag[];
  surroundings: PackSurroundings;
  counts: PackCounts;
  body: PackBody;
}
/**
 * Period that was asked for, half open, dates in UTC.
 */
export interface PackPeriod {
  /**
   * First day.
   */
  start: string;
  /**
   * Day after the last.
   */
  end: string;
}
/**
 * One tag.
 */
export interface PackTag {
  /**
   * Name, without refs/tags/.
   */
  name: string;
  /**
   * Object that the reference names.
   */
  id: string;
}
/**
 * What was seen around the objects where they were collected; a claim of the collector.
 */
export interface PackSurroundings {
  /**
   * Commits that references under refs/replace would replace.
   */
  replaced: string[];
  /**
   * Lines of a grafts file.
   */
  grafts: number;
  /**
   * Lines of a shallow file.
   */
  cutOff: number;
  /**
   * Whether objects were left out there on purpose.
   */
  partial: boolean;
  /**
   * Commits with other parents in the commit-graph file.
   */
  contradicted: number;
}
/**
 * Objects that follow, by type.
 */
export interface PackCounts {
  /**
   * Commits.
   */
  commit: number;
  /**
   * Tags.
   */
  tag: number;
  /**
   * Folders.
   */
  tree: number;
  /**
   * Files.
   */
  blob: number;
}
/**
 * The bytes that follow the header.
 */
export interface PackBody {
  /**
   * Bytes when unpacked.
   */
  bytes: number;
  /**
   * SHA-256 of the unpacked bytes.
   */
  sha256: string;
}
