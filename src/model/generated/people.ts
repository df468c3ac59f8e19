/* Generated from schemas/people.schema.json by `npm run generate`. */

/**
 * Who is who: the addresses, logins and keys that belong to one person. The only map of identities that is believed; `plumbline people propose` helps to write it.
 */
export interface PeopleFile {
  /**
   * People.
   *
   * @minItems 1
   */
  people: DeclaredPerson[];
}
/**
 * A person, or a service that commits by itself.
 */
export interface DeclaredPerson {
  /**
   * Identifier of the person in this file.
   */
  id: string;
  /**
   * Name.
   */
  name?: string;
  /**
   * person when absent. A service or a bot approves nothing.
   */
  kind?: 'person' | 'service' | 'bot';
  /**
   * Every address that the person commits under, as it stands in the commits.
   */
  emails?: string[];
  /**
   * Logins on the forge.
   */
  logins?: string[];
  /**
   * Fingerprints of signing keys: SHA256:… of SSH keys, hexadecimal of OpenPGP keys.
   */
  signingKeys?: string[];
  /**
   * Roles, with dates.
   */
  roles?: DeclaredRole[];
  /**
   * First day.
   */
  joinedOn?: string;
  /**
   * Last day.
   */
  leftOn?: string;
}
/**
 * A role.
 */
export interface DeclaredRole {
  /**
   * Name of the role, such as compliance-owner.
   */
  role: string;
  /**
   * First day.
   */
  from?: string;
  /**
   * Last day.
   */
  until?: string;
}
